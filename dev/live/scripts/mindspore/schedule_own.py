"""A schedule of the script's own, made of two of MindSpore's; groups with rates of their own."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops
from mindspore.nn.learning_rate_schedule import LearningRateSchedule


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


class Rate(LearningRateSchedule):
    def __init__(self, rate, least, warmup, total):
        super(Rate, self).__init__()
        self.warmup = nn.WarmUpLR(rate, warmup)
        self.decay = nn.PolynomialDecayLR(rate, least, total, 1.0)
        self.steps = ms.Tensor([warmup], ms.float32)
        self.greater = ops.Greater()
        self.cast = ops.Cast()

    def construct(self, global_step):
        warms = self.cast(self.greater(self.steps, self.cast(global_step, ms.float32)), ms.float32)
        return (1.0 - warms) * self.decay(global_step) + warms * self.warmup(global_step)


network = Net()
loss_fn = nn.MSELoss()


def forward(x, y):
    return loss_fn(network(x), y)


optimizer = nn.Momentum(network.trainable_params(), Rate(0.1, 0.001, 10, 100), 0.9)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    for x, y in batches:
        loss, grads = grad_fn(x, y)
        optimizer(grads)
