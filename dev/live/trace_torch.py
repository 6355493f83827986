"""Runs torch scripts from given starting values and records gradients, rates and results.

Usage: trace_torch.py SCRIPT [ARGUMENTS] | --batch LIST   (see common.py)
"""

import torch
from common import Trace, run_all, run_path
from torch.optim import optimizer as base


RANDOM = {name for name in vars(torch.nn.init) if name.endswith(("uniform_", "normal_")) and name[0] != "_"}


def parameters(optimizer):
    return [p for group in optimizer.param_groups for p in group["params"]]


def run(script):
    trace = Trace()
    known = {}

    def add(self, group):
        first = len(parameters(self))
        original_add(self, group)
        known[self] = True
        if trace.by_layer:
            return
        with torch.no_grad():
            for i, p in enumerate(parameters(self)[first:], first):
                p.copy_(torch.from_numpy(trace.start(i, tuple(p.shape))))

    def before(optimizer, args, kwargs):
        trace.rated([float(g["lr"]) for g in optimizer.param_groups for p in g["params"] if p.requires_grad])
        closure = args[1] if len(args) > 1 else kwargs.get("closure")
        if closure is None:
            gradients(optimizer)
            return None

        def recorded():
            loss = closure()
            gradients(optimizer)
            return loss

        return (optimizer, recorded), {}

    def gradients(optimizer):
        for i, p in enumerate(parameters(optimizer)):
            if p.grad is None:
                continue
            fed = trace.given(i, p.grad.numpy())
            if fed is not None:
                p.grad.copy_(torch.from_numpy(fed))

    def after(optimizer, args, kwargs):
        trace.stepped([p.detach().numpy() for p in parameters(optimizer)])

    def drawn(tensor, *args, **kwargs):
        with torch.no_grad():
            return tensor.copy_(torch.from_numpy(trace.drawn(tuple(tensor.shape))))

    if trace.by_layer:
        for module in (torch.nn.init, torch.nn.modules.activation):
            for name in RANDOM & set(vars(module)):
                setattr(module, name, drawn)
    original_add = base.Optimizer.add_param_group
    base.Optimizer.add_param_group = add
    base.register_optimizer_step_pre_hook(before)
    base.register_optimizer_step_post_hook(after)
    run_path(script)
    trace.write([p.detach().numpy() for optimizer in known for p in parameters(optimizer)])


run_all(run)
