"""A flat list of parameters, some of which are called gamma or beta: MindSpore spares them from weight decay."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops


class Scale(nn.Cell):
    def __init__(self):
        super().__init__()
        self.shift = ms.Parameter(ops.full((16,), 0.1, dtype=ms.float32), name="beta")
        self.gamma_1 = ms.Parameter(ops.full((16,), 0.5, dtype=ms.float32))

    def construct(self, x):
        return x * self.gamma_1 + self.shift


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 16)
        self.output = nn.Dense(16, 3)
        self.scale = Scale()
        self.norm = nn.LayerNorm((16,))

    def construct(self, x):
        return self.output(self.scale(ops.tanh(self.norm(self.hidden(x)))))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
labels = generator.randint(0, 3, 64)
batches = [(ms.from_numpy(inputs[i : i + 16]), ms.from_numpy(labels[i : i + 16])) for i in range(0, 64, 16)]
network = Net()


def forward(x, y):
    return ops.cross_entropy(network(x), y)


optimizer = nn.Momentum(network.trainable_params(), 0.005, 0.9, weight_decay=0.1)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        optimizer(grads)
