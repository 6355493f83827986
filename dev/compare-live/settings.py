"""Draws settings for each measured pair: settings.py PAIRS SIGNATURES COUNT SEED > settings.json

Every number of the left call is drawn anew and said on the right side too, where that says the same; so are
weight_decay and eps, now and then, if both sides have them. Flags stay.
"""

import ast
import json
import math
import pathlib
import random
import sys

# The right side's names of options, where they are others.
SAME = {
    "learning_rate": "lr",
    "epsilon": "eps",
    "decay": "alpha",
    "accum": "initial_accumulator_value",
}
# How a value is drawn: from, to, and whether evenly in the logarithm.
RANGES = {
    "lr": (1e-3, 0.5, True),
    "momentum": (0.1, 0.99, False),
    "dampening": (0.05, 0.9, False),
    "weight_decay": (1e-3, 0.3, True),
    "eps": (1e-9, 0.3, True),
    "alpha": (0.5, 0.99, False),
    "rho": (0.5, 0.99, False),
    "lr_decay": (1e-3, 0.3, True),
    "initial_accumulator_value": (0.01, 1.0, True),
    "lambd": (1e-4, 0.3, True),
    "beta1": (0.5, 0.95, False),
    "beta2": (0.55, 0.999, False),
}


def call(text):
    node = ast.parse(text, mode="eval").body
    return ast.unparse(node.func), {k.arg: ast.literal_eval(k.value) for k in node.keywords}


def drawn(name, rng):
    low, high, logarithmic = RANGES[name]
    value = math.exp(rng.uniform(math.log(low), math.log(high))) if logarithmic else rng.uniform(low, high)
    return float(f"{value:.3g}")


def optional(name, signature):
    """The name that an API gives to an option; None if it has none."""
    return next((n for n in signature if SAME.get(n, n) == name), None)


def settings(left, right, signatures, rng):
    (a, ours), (b, theirs) = call(left), call(right)
    ours, theirs = dict(ours), dict(theirs)
    if "betas" in ours:
        ours["betas"] = (drawn("beta1", rng), drawn("beta2", rng))
        if "betas" in theirs:
            theirs["betas"] = ours["betas"]
        if "beta1" in theirs:
            theirs["beta1"], theirs["beta2"] = ours["betas"]
    for name in [n for n in ours if n in RANGES and ours[n]]:
        before, ours[name] = ours[name], drawn(name, rng)
        there = optional(name, theirs)
        if there and theirs[there] == before:
            theirs[there] = ours[name]
    for name in ("weight_decay", "eps"):
        here, there = optional(name, signatures[a]), optional(name, signatures[b])
        if here and there and here not in ours and there not in theirs and "Adafactor" not in a and rng.random() < 0.4:
            ours[here] = theirs[there] = drawn(name, rng)
    if "Adadelta" in b and "lr" in ours and "learning_rate" not in theirs and "lr" not in theirs:
        ours["lr"] = 1.0
    return f"{a}({written(ours)})", f"{b}({written(theirs)})"


def written(options):
    return ", ".join(f"{name}={value!r}" for name, value in options.items())


def main():
    pairs, folder, count, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    signatures = {}
    for file in ("torch-2.15.0.json", "mindspore-2.10.0.json"):
        for api, options in json.loads((folder / file).read_text())["apis"].items():
            signatures[api] = [option["name"] for option in options]
    rng = random.Random(seed)
    rows = []
    for line in pathlib.Path(pairs).read_text().splitlines():
        if line and not line.startswith("#"):
            left, right = line.split("\t")[:2]
            rows += [settings(left, right, signatures, rng) for _ in range(count)]
    json.dump(rows, sys.stdout)


main()
