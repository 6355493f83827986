"""Groups by the names of parameters."""

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


weights = [p for n, p in network.parameters_and_names() if "bias" not in n]
biases = [p for n, p in network.parameters_and_names() if "bias" in n]
optimizer = nn.SGD([{"params": weights, "weight_decay": 0.01}, {"params": biases, "weight_decay": 0.0}], 0.05, 0.9)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        optimizer(grads)
