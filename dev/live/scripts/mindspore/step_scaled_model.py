"""Model.train with a fixed loss scale, an optimizer that divides by it, callbacks and a list of rates from a helper."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import context, nn, ops
from mindspore.train.callback import Callback, LossMonitor, TimeMonitor
from mindspore.train.loss_scale_manager import FixedLossScaleManager
from mindspore.train.model import Model

context.set_context(mode=context.PYNATIVE_MODE, device_target="CPU")


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
dataset = ds.GeneratorDataset(list(zip(inputs, targets)), ["x", "y"], shuffle=False).batch(16)


class Epochs(Callback):
    def epoch_end(self, run_context):
        params = run_context.original_args()
        print(params.cur_epoch_num, params.cur_step_num)


def rates(base, steps):
    return [base * (1 + step) / steps for step in range(steps)]


network = Net()
decayed, others = [], []
for param in network.trainable_params():
    if "beta" not in param.name and "gamma" not in param.name and "bias" not in param.name:
        decayed.append(param)
    else:
        others.append(param)
groups = [
    {"params": decayed, "weight_decay": 0.01},
    {"params": others, "weight_decay": 0.0},
]
optimizer = nn.Momentum(groups, rates(0.2, 120), 0.9, loss_scale=1024.0)
manager = FixedLossScaleManager(1024.0, drop_overflow_update=False)
loss_fn = nn.MSELoss()
model = Model(network, loss_fn, optimizer, loss_scale_manager=manager)
model.train(25, dataset, callbacks=[TimeMonitor(4), LossMonitor(50), Epochs()], dataset_sink_mode=False)
