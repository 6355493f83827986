"""Takes the twelve steps of the usual run with each call of one side: walk.py torch|mindspore SETTINGS OUT

Three elements, three gradients in turn, as conformance.comparison.Pair does in Java.
"""

import ast
import importlib
import json
import os
import sys

import numpy as np

FRAMEWORK, SETTINGS, OUT = sys.argv[1:4]
START = [1.0, -2.0, 0.5]
CYCLE = [[0.5, -0.25, 1.0], [0.1, 0.3, -0.2], [-0.4, 0.05, 0.7]]
STEPS = 12


def call(text):
    node = ast.parse(text, mode="eval").body
    module, _, name = ast.unparse(node.func).rpartition(".")
    options = {k.arg: ast.literal_eval(k.value) for k in node.keywords}
    return getattr(importlib.import_module(module), name), options


def with_torch(maker, options):
    import torch

    p = torch.nn.Parameter(torch.tensor(START))
    optimizer = maker([p], **options)
    for k in range(STEPS):
        p.grad = torch.tensor(CYCLE[k % 3])
        optimizer.step()
    return p.detach().numpy()


def with_mindspore(maker, options):
    import mindspore

    # mint changes parameters in GRAPH_MODE only.
    mint = "mint" in maker.__module__
    mindspore.set_context(mode=mindspore.GRAPH_MODE if mint else mindspore.PYNATIVE_MODE)
    p = mindspore.Parameter(mindspore.Tensor(np.array(START, np.float32)), name="p")
    optimizer = maker([p], **options)
    for k in range(STEPS):
        optimizer((mindspore.Tensor(np.array(CYCLE[k % 3], np.float32)),))
    return p.asnumpy()


def main():
    side = 0 if FRAMEWORK == "torch" else 1
    walk = with_torch if FRAMEWORK == "torch" else with_mindspore
    ends = []
    for row in json.load(open(SETTINGS)):
        try:
            ends.append([float(x) for x in walk(*call(row[side]))])
        except Exception as refusal:
            ends.append(f"{type(refusal).__name__}: {str(refusal)[:200]}")
    json.dump(ends, open(OUT, "w"))


main()
sys.stdout.flush()
os._exit(0)
