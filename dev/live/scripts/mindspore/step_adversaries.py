"""Two networks against each other: the gradients of both losses are taken before either optimizer steps."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops


class Net(nn.Cell):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.hidden = nn.Dense(inputs, 16)
        self.output = nn.Dense(16, outputs)

    def construct(self, x):
        return self.output(ops.tanh(self.hidden(x)))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
noise = generator.randn(64, 4).astype(np.float32)
batches = [
    (ms.from_numpy(inputs[i : i + 16]), ms.from_numpy(noise[i : i + 16])) for i in range(0, 64, 16)
]
maker = Net(4, 6)
judge = Net(6, 1)


def judged(x, z):
    return ops.square(judge(x) - 1).mean() + ops.square(judge(ops.stop_gradient(maker(z)))).mean()


def made(z):
    return ops.square(judge(maker(z)) - 1).mean()


optimizer_d = nn.Momentum(judge.trainable_params(), 0.02, 0.9)
optimizer_g = nn.Momentum(maker.trainable_params(), 0.02, 0.9)
grad_d = ms.value_and_grad(judged, None, optimizer_d.parameters)
grad_g = ms.value_and_grad(made, None, optimizer_g.parameters)
for epoch in range(25):
    for x, z in batches:
        loss_d, grads_d = grad_d(x, z)
        loss_g, grads_g = grad_g(z)
        optimizer_d(grads_d)
        optimizer_g(grads_g)
