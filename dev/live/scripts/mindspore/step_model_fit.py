"""Model.fit: trained and evaluated in turn, with callbacks that see both."""

import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import Callback, LossMonitor, Model


class Watch(Callback):
    def on_train_step_end(self, run_context):
        params = run_context.original_args()
        assert params.mode == "train" and params.batch_num == 5, params.mode

    def on_eval_end(self, run_context):
        params = run_context.original_args()
        assert params.mode == "eval" and params.cur_step_num == 4, params.cur_step_num
        print(params.cur_epoch_num, sorted(params.eval_results.items()))


generator = np.random.RandomState(0)
inputs = generator.randn(40, 4).astype(np.float32)
labels = generator.randint(0, 3, 40).astype(np.int32)


def pipeline(batch_size):
    return ds.NumpySlicesDataset((inputs, labels), ["input", "label"], shuffle=False).batch(batch_size)


train, valid = pipeline(8), pipeline(10)
network = nn.SequentialCell(nn.Dense(4, 8), nn.Tanh(), nn.Dense(8, 3))
optimizer = nn.Momentum(network.trainable_params(), nn.cosine_decay_lr(0.01, 0.1, 100, 5, 20), 0.9)
model = Model(network, nn.CrossEntropyLoss(), optimizer, metrics={"acc", "loss"})
model.fit(20, train, valid, valid_frequency=[1, 5, 20], callbacks=[LossMonitor(50), Watch()])
