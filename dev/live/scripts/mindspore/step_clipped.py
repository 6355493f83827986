"""Gradients clipped by their norm."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 16)
        self.output = nn.Dense(16, 3)

    def construct(self, x):
        return self.output(ops.tanh(self.hidden(x)))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
labels = generator.randint(0, 3, 64)
batches = [(ms.from_numpy(inputs[i : i + 16]), ms.from_numpy(labels[i : i + 16])) for i in range(0, 64, 16)]
network = Net()


def forward(x, y):
    return ops.cross_entropy(network(x), y)


optimizer = nn.SGD(network.trainable_params(), 0.2)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        grads = ops.clip_by_norm(grads, 0.5)
        optimizer(grads)
