"""Builds printed definitions on the real framework and compares the groups with those of the definition.

Usage: check_printed.py MODULE.py DEFINITION.json
DEFINITION.json is the same definition as JSON with every parameter of a group by name (lockstep convert --as json of
one without patterns). Exit 1 if the groups differ.
"""

import importlib.util
import json
import os
import sys

os.environ.setdefault("GLOG_v", "4")
import numpy as np

spec = importlib.util.spec_from_file_location("printed", sys.argv[1])
printed = importlib.util.module_from_spec(spec)
spec.loader.exec_module(printed)
definition = json.load(open(sys.argv[2]))


def torch_parameter(name, shape):
    import torch

    return torch.nn.Parameter(torch.zeros(shape))


def mindspore_parameter(name, shape):
    import mindspore as ms

    return ms.Parameter(ms.Tensor(np.zeros(shape, np.float32)), name=name)


make = torch_parameter if definition["framework"] == "torch" else mindspore_parameter
named = [(name, make(name, shape or [1])) for name, shape, _ in printed.PARAMETERS]
optimizer, schedulers = printed.make(named)
names = {id(parameter): name for name, parameter in named}
fine = True


def same(what, got, wanted):
    global fine
    wanted = tuple(wanted) if isinstance(wanted, list) and isinstance(got, tuple) else wanted
    equal = got == wanted or (isinstance(wanted, float) and np.float32(got) == np.float32(wanted))
    if not equal:
        fine = False
        print(f"  {what}: got {got}, wanted {wanted}")


groups = [g for g in definition.get("groups", []) if "order_params" not in g]
groups = groups or [{"params": [name for name, _ in named]}]
if hasattr(optimizer, "param_groups") and definition["api"].count("nn.") == 0:
    same("number of groups", len(optimizer.param_groups), len(groups))
    for i, (real, wanted) in enumerate(zip(optimizer.param_groups, groups)):
        by_name = [names.get(id(p), getattr(p, "name", None)) for p in real["params"]]
        same(f"params of group {i}", by_name, wanted["params"])
        if schedulers:
            continue  # a scheduler has set the rate already
        for key, value in {**definition.get("options", {}), **wanted}.items():
            if key != "params" and not isinstance(value, dict):
                got = real[key]
                same(f"{key} of group {i}", float(got) if hasattr(got, "asnumpy") else got, value)
else:
    order = [g["order_params"] for g in definition.get("groups", []) if "order_params" in g]
    wanted = order[0] if order else [name for g in groups for name in g["params"]]
    same("parameters", [p.name for p in optimizer.parameters], wanted)

def clipped():
    """Runs what the module does to gradients; the framework judges its arguments."""
    if definition["framework"] == "torch":
        import torch

        for _, parameter in named:
            parameter.grad = torch.full_like(parameter, 9.0)
        printed.clip([parameter for _, parameter in named])
    else:
        import mindspore as ms

        ones = [ms.Tensor(np.full(shape or [1], 9.0, np.float32)) for _, shape, _ in printed.PARAMETERS]
        same("number of clipped gradients", len(printed.clip(ones)), len(ones))


if hasattr(printed, "clip"):
    clipped()
if hasattr(printed, "make_scaler"):
    printed.make_scaler()
if hasattr(printed, "before_step"):
    printed.before_step(optimizer, 1)
same("accumulation", getattr(printed, "ACCUMULATION", 1), definition.get("accumulation", 1))
print("fine" if fine else "apart")
sys.exit(0 if fine else 1)
