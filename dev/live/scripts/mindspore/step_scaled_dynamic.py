"""A training cell of its own under a dynamic loss scale that overflows, and batches from a dictionary iterator."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import Tensor, amp, nn, ops


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 16)
        self.output = nn.Dense(16, 3)
        self.scale = ms.Parameter(Tensor(np.ones(16), ms.float32), name="scale")

    def construct(self, x):
        return self.output(ops.tanh(self.hidden(x)) * self.scale)


class Loss(nn.LossBase):
    """So large that the loss scale must come down."""

    def construct(self, x, y):
        return self.get_loss(ops.square(x - y), 3e4)


class Step(nn.TrainOneStepWithLossScaleCell):
    """MindSpore's own check for overflows does not run on the CPU."""

    def start_overflow_check(self, pre_cond, compute_input):
        return pre_cond, compute_input

    def get_overflow_status(self, status, compute_output):
        return ops.logical_not(amp.all_finite(compute_output))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
targets = generator.randn(64, 3).astype(np.float32)
dataset = ds.NumpySlicesDataset((inputs, targets), ["x", "y"], shuffle=False).batch(16)

network = Net()
optimizer = nn.SGD(network.trainable_params(), 0.05 / 3e4, momentum=0.9)
manager = nn.DynamicLossScaleUpdateCell(loss_scale_value=2.0**120, scale_factor=2**12, scale_window=7)
step = Step(nn.WithLossCell(network, Loss()), optimizer, manager)
step.set_train()
for epoch in range(60):
    for row in dataset.create_dict_iterator():
        loss, overflow, scale = step(row["x"], row["y"])
        print(loss.asnumpy(), bool(overflow.asnumpy()))
