"""Runs trials of generated classes on the framework of this Python: run_trials.py torch|mindspore|graph FOLDER.

FOLDER holds for each card the class, CARD.py, and its trials, CARD.json, which get what came out here:
"left" if the framework is the source's, "right" if the class is written for it; "graph" is "right" in
MindSpore's GRAPH mode, of the classes that are not for PYNATIVE mode only.
"""

import importlib
import importlib.util
import json
import pathlib
import sys

import numpy as np

GRAPH = sys.argv[1] == "graph"
FRAMEWORK = "mindspore" if GRAPH else sys.argv[1]


def plain(value):
    """Lists of options are tuples in Python."""
    return tuple(value) if isinstance(value, list) else value


def attribute(name):
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last)


def arrays(numbers, shapes):
    return [np.array(n, dtype=np.float32).reshape(shape) for n, shape in zip(numbers, shapes)]


def listed(values):
    return [[float(repr_of(x)) for x in np.asarray(v, dtype=np.float32).ravel()] for v in values]


def repr_of(x):
    """The shortest decimal that is this float32."""
    return np.format_float_scientific(x, unique=True)


class Quartic:
    """The closure of the trials: the loss sum(|a|*d^2/2 + d^4/4) with d = p - b, negated to climb.

    Gradients are computed in float32, the loss in double: QuarticClosure has the same in Java.
    """

    def __init__(self, trial, options):
        self.a, self.b = (arrays(trial["gradients"][k], trial["shapes"]) for k in (0, 1))
        self.sign = -1 if options.get("maximize") else 1

    def __call__(self, values):
        loss, gradients = 0.0, []
        for p, a, b in zip(values, self.a, self.b):
            slope, d = np.abs(a), p - b
            gradients.append(self.sign * (slope * d + d * d * d))
            squares = d.astype(np.float64) ** 2
            loss += float((slope * squares / 2 + squares * squares / 4).sum())
        return self.sign * loss, gradients


def with_torch(maker, options, trial):
    import torch

    params = [torch.nn.Parameter(torch.from_numpy(a)) for a in arrays(trial["start"], trial["shapes"])]
    optimizer = maker(params, **options)
    sparse = maker.__name__ == "SparseAdam"
    quartic = Quartic(trial, options)

    def closure():
        loss, gradients = quartic([p.detach().numpy() for p in params])
        for p, g in zip(params, gradients):
            p.grad = torch.from_numpy(g)
        return loss

    after = []
    for k, gradients in enumerate(trial["gradients"]):
        if trial["rates"]:
            optimizer.param_groups[0]["lr"] = trial["rates"][k]
        for p, g in zip(params, arrays(gradients, trial["shapes"])):
            p.grad = torch.from_numpy(g).to_sparse(1) if sparse else torch.from_numpy(g)
        optimizer.step(*([closure] if takes_closure(maker) else []))
        after.append(listed([p.detach().numpy() for p in params]))
    return after


def with_mindspore(maker, options, trial):
    import mindspore

    params = [
        mindspore.Parameter(mindspore.Tensor(a), name=f"p{i}")
        for i, a in enumerate(arrays(trial["start"], trial["shapes"]))
    ]
    experimental = "experimental" in maker.__module__
    if trial["rates"] and not experimental:
        options = {**options, "learning_rate": trial["rates"]}
    optimizer = maker(params, **options)
    quartic = Quartic(trial, options)

    def closure():
        loss, gradients = quartic([p.asnumpy() for p in params])
        return mindspore.Tensor(loss, mindspore.float64), tuple(mindspore.Tensor(g) for g in gradients)

    after = []
    for k, gradients in enumerate(trial["gradients"]):
        if trial["rates"] and experimental:
            mindspore.ops.assign(optimizer.param_groups[0]["lr"], trial["rates"][k])
        given = tuple(mindspore.Tensor(g) for g in arrays(gradients, trial["shapes"]))
        optimizer(closure if takes_closure(maker) else given)
        after.append(listed([p.asnumpy() for p in params]))
    return after


def takes_closure(maker):
    return maker.__name__.endswith("LBFGS")


def generated(file, name):
    spec = importlib.util.spec_from_file_location(file.stem.replace("-", "_"), file)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # GRAPH mode reads its source
    spec.loader.exec_module(module)
    return getattr(module, name)


def main():
    run = with_torch if FRAMEWORK == "torch" else with_mindspore
    if FRAMEWORK == "mindspore":
        import mindspore

        mindspore.set_context(mode=mindspore.GRAPH_MODE if GRAPH else mindspore.PYNATIVE_MODE)
    failed = []
    for file in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
        card = json.loads(file.read_text())
        from_here = card["from"].startswith(FRAMEWORK + ".")
        if GRAPH and (from_here or "PYNATIVE" in file.with_suffix(".py").read_text()):
            continue
        for trial in card["trials"]:
            options = trial["source" if from_here else "target"]
            options = {name: plain(value) for name, value in options.items()}
            try:
                maker = attribute(card["from"]) if from_here else generated(file.with_suffix(".py"), card["name"])
                trial["left" if from_here else "graph" if GRAPH else "right"] = run(maker, options, trial)
            except Exception as problem:
                if from_here and card["half"]:
                    continue  # the source has no kernel here: our facade stands for it
                failed.append(f"{card['card']} {options}: {type(problem).__name__}: {str(problem)[:300]}")
        file.write_text(json.dumps(card))
    print("\n".join(failed) if failed else f"{sys.argv[1]}: all trials ran", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    import os

    os._exit(code)
