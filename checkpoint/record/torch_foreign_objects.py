"""Writes foreign-objects.txt: pickles of torch.save with objects that are no part of a state.

python torch_foreign_objects.py OUT    (torch 2.15, numpy 2)
"""
import argparse
import collections
import io
import pathlib
import sys
import zipfile

import numpy
import torch


def pickle(value):
    file = io.BytesIO()
    torch.save(value, file)
    with zipfile.ZipFile(file) as archive:
        return archive.read("archive/data.pkl").hex()


def group(rate):
    return {"state": {}, "param_groups": [{"lr": rate, "params": [0]}]}


CASES = {
    "numpy.float64": group(numpy.float64(0.1)),
    "numpy.float32": group(numpy.float32(0.1)),
    "numpy.ndarray": {"losses": numpy.ones(2)},
    "defaultdict": {"epoch": 3, "history": collections.defaultdict(list, {"loss": [1.0]})},
    "deque": {"recent": collections.deque([1.0])},
    "Namespace": {"model": {}, "args": argparse.Namespace(lr=0.1)},
    "PosixPath": {"data": pathlib.Path("data")},
    "Linear": {"net": torch.nn.Linear(1, 1)},
}

with open(pathlib.Path(sys.argv[1]) / "foreign-objects.txt", "w") as out:
    print("# name | data.pkl; written by checkpoint/record/torch_foreign_objects.py", file=out)
    print(f"# torch {torch.__version__}, numpy {numpy.__version__}", file=out)
    for name, value in CASES.items():
        print(name, "|", pickle(value), file=out)
