"""A gradient by an input within the loss, and gradients summed up in clones of the parameters."""

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
batches = [(ms.from_numpy(inputs[i : i + 8]), ms.from_numpy(labels[i : i + 8])) for i in range(0, 64, 8)]
network = Net()
by_input = ops.GradOperation()


def forward(x, y):
    slope = by_input(network)(x)
    return ops.cross_entropy(network(x), y) + 0.1 * ops.square(slope).mean()


optimizer = nn.Momentum(network.trainable_params(), 0.05, 0.9)
sums = optimizer.parameters.clone(prefix="sums", init="zeros")
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for number, (x, y) in enumerate(batches):
        loss, grads = grad_fn(x, y)
        for total, grad in zip(sums, grads):
            ops.assign_add(total, grad)
        if number % 2:
            optimizer(tuple(total / 2 for total in sums))
            for total in sums:
                ops.assign(total, ops.zeros_like(total))
