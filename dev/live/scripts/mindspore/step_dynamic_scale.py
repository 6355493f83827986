"""TrainOneStepWithLossScaleCell, its scale in the hands of a DynamicLossScaleUpdateCell."""

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
with_loss = nn.WithLossCell(network, loss_fn)
optimizer = nn.SGD(with_loss.trainable_params(), 0.05, momentum=0.9)
update = nn.DynamicLossScaleUpdateCell(loss_scale_value=2**12, scale_factor=2, scale_window=30)
step = nn.TrainOneStepWithLossScaleCell(with_loss, optimizer, scale_sense=update)
step.set_train()
for epoch in range(25):
    for x, y in batches:
        loss, overflow, scale = step(x, y)
        print(loss, overflow, scale)
