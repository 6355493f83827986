"""Runs MindSpore scripts from given starting values and records gradients, rates and results.

Usage: trace_mindspore.py SCRIPT [ARGUMENTS] | --batch LIST   (see common.py)
"""

import os
import sys

import mindspore as ms
from common import Trace, run_all, run_path
from mindspore import nn
from mindspore.experimental import optim as experimental


def parameters(optimizer):
    return list(optimizer.parameters)


def rates(optimizer):
    if hasattr(optimizer, "param_groups"):
        return [float(g["lr"]) for g in optimizer.param_groups for p in g["params"]]
    rate = optimizer.get_lr()
    each = rate if isinstance(rate, (tuple, list)) else [rate] * len(parameters(optimizer))
    return [float(r.asnumpy()) for r in each]


def run(script):
    ms.set_context(mode=ms.PYNATIVE_MODE)
    trace = Trace()
    known = {}

    def fed(i, gradient):
        other = trace.given(i, gradient.asnumpy())
        return gradient if other is None else ms.Tensor(other)

    def wrap(base):
        original_init = base.__init__
        original_call = base.__call__

        def init(self, *args, **kwargs):
            original_init(self, *args, **kwargs)
            known[id(self)] = self
            for i, p in enumerate(parameters(self)):
                p.set_data(ms.Tensor(trace.start(i, tuple(p.shape))))

        def call(self, gradients, *rest):
            trace.rated(rates(self))
            given = gradients if callable(gradients) else tuple(fed(i, g) for i, g in enumerate(gradients))
            result = original_call(self, given, *rest)
            trace.stepped([p.asnumpy() for p in parameters(self)])
            return result

        base.__init__ = init
        base.__call__ = call

    wrap(nn.Optimizer)
    wrap(experimental.Optimizer)
    run_path(script)
    trace.write([p.asnumpy() for optimizer in known.values() for p in parameters(optimizer)])
    sys.stdout.flush()
    os._exit(0)


run_all(run)
