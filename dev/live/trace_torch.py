"""Runs a torch script from given starting values and records gradients and results.

Usage: trace_torch.py SCRIPT [ARGUMENTS]   (see common.py for the environment)
"""

import runpy
import sys

import torch
from common import Trace
from torch.optim import optimizer as base

trace = Trace()
known = {}


def parameters(optimizer):
    return [p for group in optimizer.param_groups for p in group["params"]]


def init(self, *args, **kwargs):
    original_init(self, *args, **kwargs)
    if self not in known:
        known[self] = True
        with torch.no_grad():
            for i, p in enumerate(parameters(self)):
                p.copy_(torch.from_numpy(trace.start(i, tuple(p.shape))))


def before(optimizer, args, kwargs):
    for i, p in enumerate(parameters(optimizer)):
        fed = trace.given(i, p.grad.numpy())
        if fed is not None:
            p.grad.copy_(torch.from_numpy(fed))


def after(optimizer, args, kwargs):
    trace.stepped([p.detach().numpy() for p in parameters(optimizer)])


original_init = base.Optimizer.__init__
base.Optimizer.__init__ = init
base.register_optimizer_step_pre_hook(before)
base.register_optimizer_step_post_hook(after)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
trace.write([p.detach().numpy() for optimizer in known for p in parameters(optimizer)])
