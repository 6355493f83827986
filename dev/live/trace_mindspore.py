"""Runs a MindSpore script from given starting values and records gradients and results.

Usage: trace_mindspore.py SCRIPT [ARGUMENTS]   (see common.py for the environment)
"""

import os
import runpy
import sys

import mindspore as ms
from common import Trace
from mindspore import nn
from mindspore.experimental import optim as experimental

ms.set_context(mode=ms.PYNATIVE_MODE)
trace = Trace()
known = {}


def parameters(optimizer):
    return list(optimizer.parameters)


def wrap(base):
    original_init = base.__init__
    original_call = base.__call__

    def init(self, *args, **kwargs):
        original_init(self, *args, **kwargs)
        known[id(self)] = self
        for i, p in enumerate(parameters(self)):
            p.set_data(ms.Tensor(trace.start(i, tuple(p.shape))))

    def call(self, gradients, *rest):
        used = []
        for i, gradient in enumerate(gradients):
            fed = trace.given(i, gradient.asnumpy())
            used.append(gradient if fed is None else ms.Tensor(fed))
        result = original_call(self, tuple(used), *rest)
        trace.stepped([p.asnumpy() for p in parameters(self)])
        return result

    base.__init__ = init
    base.__call__ = call


wrap(nn.Optimizer)
wrap(experimental.Optimizer)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
trace.write([p.asnumpy() for optimizer in known.values() for p in parameters(optimizer)])
sys.stdout.flush()
os._exit(0)
