"""Model.train over a list of batches."""

import mindspore as ms
import mindspore.dataset as ds
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
targets = generator.randn(64, 3).astype(np.float32)
dataset = ds.GeneratorDataset(list(zip(inputs, targets)), ["x", "y"], shuffle=False).batch(16)
optimizer = nn.SGD(network.trainable_params(), 0.1, momentum=0.9)
model = ms.Model(network, loss_fn, optimizer)
model.train(25, dataset, dataset_sink_mode=False)
