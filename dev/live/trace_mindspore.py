"""Runs MindSpore scripts from given starting values and records gradients, rates and results.

Usage: trace_mindspore.py SCRIPT [ARGUMENTS] | --batch LIST   (see common.py)
"""

import os
import sys

import mindspore as ms
import numpy as np
from common import Trace, run_all, run_path
from mindspore import nn
from mindspore.common import initializer
from mindspore.experimental import optim as experimental


RANDOM = ("_random_uniform", "_random_normal", "_truncated_normal")


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
            if trace.by_layer:
                return
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

    def drawn(seed, array, *range_or_mean):
        array[:] = trace.drawn(array.shape)

    if trace.by_layer:
        for name in RANDOM:
            setattr(initializer, name, drawn)
        # Recurrent layers and the functions of a port for torch.nn.init
        np.random.uniform = np.random.normal = lambda *given: trace.drawn(np.empty(given[-1]).shape).astype(np.float64)
        # Compiled code would hide the calls of its optimizer
        ms.jit = lambda function=None, **options: function or (lambda given: given)
    wrap(nn.Optimizer)
    wrap(experimental.Optimizer)
    run_path(script)
    trace.write([p.asnumpy() for optimizer in known.values() for p in parameters(optimizer)])
    sys.stdout.flush()
    os._exit(0)


run_all(run)
