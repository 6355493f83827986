"""A training cell of the script's own: gradients by GradOperation, clipped, given to the optimizer."""

import mindspore as ms
import numpy as np
from mindspore import ParameterTuple, nn, ops
from mindspore.ops import composite as C
from mindspore.ops import functional as F
from mindspore.ops import operations as P

ms.set_context(mode=ms.PYNATIVE_MODE)


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


class TrainStep(nn.Cell):
    def __init__(self, network, optimizer, sens=1.0):
        super(TrainStep, self).__init__(auto_prefix=False)
        self.network = network
        self.network.set_grad()
        self.weights = ParameterTuple(network.trainable_params())
        self.optimizer = optimizer
        self.grad = C.GradOperation(get_by_list=True, sens_param=True)
        self.sens = sens

    def construct(self, x, y):
        weights = self.weights
        loss = self.network(x, y)
        sens = P.Fill()(P.DType()(loss), P.Shape()(loss), self.sens)
        grads = self.grad(self.network, weights)(x, y, sens)
        grads = ops.clip_by_global_norm(grads, 50.0)
        return F.depend(loss, self.optimizer(grads))


network = Net()
loss_fn = nn.MSELoss()
with_loss = nn.WithLossCell(network, loss_fn)
optimizer = nn.Adam(with_loss.trainable_params(), 0.01, loss_scale=128.0)
step = TrainStep(with_loss, optimizer, 128.0)
for epoch in range(25):
    for x, y in batches:
        loss = step(x, y)
        print(loss)
