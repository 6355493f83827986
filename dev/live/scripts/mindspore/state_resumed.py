"""50 steps, a checkpoint of network and optimizer, both made anew and loaded, 50 steps more."""

import os
import tempfile

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
loss_fn = nn.MSELoss()
rates = [0.1 * 0.98**step for step in range(100)]
path = os.path.join(tempfile.mkdtemp(), "half.ckpt")


def train(network, optimizer, first, last):
    def forward(x, y):
        return loss_fn(network(x), y)

    grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
    for step in range(first, last):
        x, y = batches[step % 4]
        loss, grads = grad_fn(x, y)
        optimizer(grads)


network = Net()
optimizer = nn.Momentum(network.trainable_params(), rates, 0.9)
train(network, optimizer, 0, 50)
ms.save_checkpoint(network, path)
ms.save_checkpoint(optimizer, path + ".optimizer")
again = Net()
resumed = nn.Momentum(again.trainable_params(), rates, 0.9)
ms.load_param_into_net(again, ms.load_checkpoint(path))
ms.load_param_into_net(resumed, ms.load_checkpoint(path + ".optimizer.ckpt"))
train(again, resumed, 50, 100)
