"""Two networks against each other: what the maker's function gives beside its loss is judged in the next step."""

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


def make(z):
    fake = maker(z)
    return ops.square(judge(fake) - 1).mean(), fake


def judged(x, fake):
    return ops.square(judge(x) - 1).mean() + ops.square(judge(fake)).mean()


optimizer_g = nn.Momentum(maker.trainable_params(), 0.02, 0.9)
optimizer_d = nn.Momentum(judge.trainable_params(), 0.02, 0.9)
grad_g = ms.value_and_grad(make, None, optimizer_g.parameters, has_aux=True)
grad_d = ms.value_and_grad(judged, None, optimizer_d.parameters)
for epoch in range(25):
    for x, z in batches:
        (loss_g, fake), grads_g = grad_g(z)
        optimizer_g(grads_g)
        loss_d, grads_d = grad_d(x, fake)
        optimizer_d(grads_d)
