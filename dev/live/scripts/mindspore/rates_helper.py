"""A list of rates from a helper of the script."""

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




def warmup_cosine(base, warmup, total):
    rates = []
    for step in range(total):
        if step < warmup:
            rates.append(base * (step + 1) / warmup)
        else:
            rates.append(base * 0.5 * (1 + np.cos(np.pi * (step - warmup) / (total - warmup))))
    return np.array(rates).astype(np.float32)


rates = ms.Tensor(warmup_cosine(0.1, 20, 100))
optimizer = nn.Momentum(network.trainable_params(), rates, 0.9)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        optimizer(grads)
