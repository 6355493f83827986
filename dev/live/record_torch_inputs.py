"""Writes torch's own database of optimizer inputs as definitions with torch's verdicts.

Usage: record_torch_inputs.py > torch-optimizer-inputs.jsonl
Each configuration of torch.testing._internal.common_optimizers is written as a definition and then tried on the real
constructor, with parameters rebuilt from what was written: the verdict belongs to the definition, not to the database.
Error configurations that fail only in step() are accepted by the constructor and recorded so.
"""

import json
import sys
import types
import unittest
import warnings

try:
    import expecttest  # noqa: F401
except ModuleNotFoundError:  # only the test class of torch's test utilities needs it
    stub = types.ModuleType("expecttest")
    stub.TestCase = unittest.TestCase
    sys.modules["expecttest"] = stub

import torch
from torch.testing._internal.common_optimizers import optim_db


class Writer:
    """Gives the tensors of one configuration names."""

    def __init__(self):
        self.names = {}
        self.parameters = []

    def name(self, tensor):
        if id(tensor) not in self.names:
            name = f"p{len(self.names)}"
            self.names[id(tensor)] = name
            entry = {"name": name, "shape": list(tensor.shape)}
            if tensor.is_complex():
                entry["dtype"] = "complex64"
            if tensor.layout is not torch.strided:
                entry["layout"] = "sparse"
            self.parameters.append((entry, tensor))
        return self.names[id(tensor)]

    def params(self, params):
        if isinstance(params, torch.Tensor):
            return self.name(params)
        if isinstance(params, set):
            return {"set": [self.name(p) for p in params]}
        return [{"named": self.name(p[1])} if isinstance(p, tuple) else self.name(p) for p in params]


def value(option):
    if isinstance(option, torch.Tensor):
        return {"tensor": option.tolist()}
    if isinstance(option, (list, tuple)):
        return [value(item) for item in option]
    return option


def verdict(optimizer, params, kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            optimizer(params, **kwargs)
        except Exception as error:
            return type(error).__name__
    return "warning" if caught else "accepted"


def row(optimizer, params, kwargs, description):
    writer = Writer()
    definition = {"framework": "torch", "api": "optim." + optimizer.__name__}
    definition["options"] = {key: value(option) for key, option in kwargs.items()}
    grouped = isinstance(params, list) and params and isinstance(params[0], dict)
    if grouped:
        definition["groups"] = [
            {key: writer.params(item) if key == "params" else value(item) for key, item in group.items()}
            for group in params
        ]
    else:
        definition["params"] = writer.params(params)
    definition["parameters"] = [entry for entry, _ in writer.parameters]
    return {"case": description, "verdict": verdict(optimizer, params, kwargs), "definition": definition}


def default_params(optimizer):
    return [torch.nn.Parameter(torch.randn(2, 3)), torch.nn.Parameter(torch.randn(3, 2))]


count = {"valid": 0, "error": 0}
for info in optim_db:
    cls = info.optim_cls
    for given in info.optim_inputs_func("cpu"):
        params = given.params if given.params is not None else default_params(cls)
        print(json.dumps(row(cls, params, dict(given.kwargs), f"{cls.__name__}, valid: {given.desc}")))
        count["valid"] += 1
    for wrong in info.optim_error_inputs_func("cpu", torch.float32):
        given = wrong.optimizer_error_input
        params = given.params if given.params is not None else default_params(cls)
        print(json.dumps(row(cls, params, dict(given.kwargs), f"{cls.__name__}, error: {given.desc}")))
        count["error"] += 1
print(count, file=sys.stderr)
