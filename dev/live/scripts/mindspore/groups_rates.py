"""Groups with rates of their own: a list, a number, and the optimizer's."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 16)
        self.norm = nn.LayerNorm((16,))
        self.output = nn.Dense(16, 3)

    def construct(self, x):
        return self.output(ops.tanh(self.norm(self.hidden(x))))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
targets = generator.randn(64, 3).astype(np.float32)
batches = [(ms.from_numpy(inputs[i : i + 16]), ms.from_numpy(targets[i : i + 16])) for i in range(0, 64, 16)]
network = Net()
loss_fn = nn.MSELoss()


def forward(x, y):
    return loss_fn(network(x), y)


groups = [
    {"params": network.hidden.trainable_params(), "lr": [0.1 * 0.99**step for step in range(100)]},
    {"params": network.norm.trainable_params(), "lr": nn.CosineDecayLR(0.0, 0.1, 100)},
    {"params": network.output.trainable_params()},
]
optimizer = nn.SGD(groups, 0.05, momentum=0.9)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        grads = ops.clip_by_global_norm(grads, 50.0)
        optimizer(grads)
