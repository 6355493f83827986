"""Checks the tables of model and data calls: each line of apis_torch.py and apis_mindspore.py is ported, and both sides are run.

usage: apis.py WORK LOCKSTEP TORCH_PYTHON MINDSPORE_PYTHON
Compares shapes, kinds of numbers and values; a layer with random weights by the shape of what it gives. Prints the lines that
differ; exit 1 if one does.
"""
import json
import pathlib
import subprocess
import sys

import apis_mindspore
import apis_torch
import numpy as np

# Stands behind the head of both lists: runs one line and keeps what it gives. An optimizer's line is there for the port: a
# script without one stays as it is.
NOTE = """

results = {}


def note(name, compute):
    try:
        value = compute()
        value = value.init_data() if getattr(value, "has_init", False) else value
        if not isinstance(value, np.ndarray):
            value = value.asnumpy() if hasattr(value, "asnumpy") else value.detach().numpy()
        results[name] = [list(value.shape), value.dtype.kind, value.astype(float).reshape(-1).tolist()]
    except Exception as error:
        results[name] = [f"{type(error).__name__} {error}"[:200], "", []]


"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


def script(head, calls):
    body = "".join(f"note({line!r}, lambda: {line})\n" for line in calls)
    return head + NOTE + body + 'json.dump(results, open(sys.argv[1], "w"))\n'


def difference(left, right, random):
    """What is apart; empty if nothing is."""
    if left[0] != right[0] or isinstance(left[0], str):
        return f"{left[0]} and {right[0]}"
    if left[1] != right[1]:
        return f"kinds {left[1]} and {right[1]}"
    close = random or np.allclose(left[2], right[2], rtol=1e-5, atol=1e-6, equal_nan=True)
    return "" if close else f"{left[2][:4]} and {right[2][:4]}"


def run(work, lockstep, source, target, calls):
    """Ports the lines of one framework to another and compares what both give; the number of lines apart."""
    random = lines(calls.SHAPES)
    every = lines(calls.VALUES) + random
    original = work / f"{source[0]}_apis.py"
    original.write_text(script(calls.HEAD, every))
    ported = work / f"to-{target[0]}"
    subprocess.run([lockstep, "port", str(original), "--to", target[0], "--out", str(ported), "--quiet"], check=False)
    left, right = (work / f"{source[0]}-{side}.json" for side in ("original", "port"))
    subprocess.run([source[1], str(original), str(left)], check=True)
    subprocess.run([target[1], str(ported / original.name), str(right)], check=True)
    left, right = json.loads(left.read_text()), json.loads(right.read_text())
    found = {line: difference(left[line], right[line], line in random) for line in every}
    apart = {line: what for line, what in found.items() if what}
    for line, what in apart.items():
        print(f"{line}: {what}")
    print(f"{source[0]}: {len(every)} calls, {len(apart)} apart")
    return len(apart)


def main():
    work, lockstep, torch, mindspore = sys.argv[1:5]
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    torch, mindspore = ("torch", torch), ("mindspore", mindspore)
    apart = run(work, lockstep, torch, mindspore, apis_torch)
    apart += run(work, lockstep, mindspore, torch, apis_mindspore)
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
