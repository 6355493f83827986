"""TrainOneStepCell."""

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


loss_fn = nn.MSELoss()
targets = ms.from_numpy(generator.randn(16, 3).astype(np.float32))
optimizer = nn.Momentum(network.trainable_params(), 0.05, 0.9)
with_loss = nn.WithLossCell(network, loss_fn)
step = nn.TrainOneStepCell(with_loss, optimizer)
step.set_train()
for epoch in range(25):
    for x, y in batches:
        loss = step(x, targets)
        print(loss)
