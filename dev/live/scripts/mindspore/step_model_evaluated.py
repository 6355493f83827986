"""Model.train with callbacks and metrics, and Model.eval of a callback after each epoch; a network of convolutions."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn, ops
from mindspore.train import Model
from mindspore.train.callback import Callback, LossMonitor


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, stride=2, pad_mode="same", weight_init="normal")
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.flatten = nn.Flatten()
        self.hidden = nn.Dense(16, 8, activation="relu")
        self.output = nn.Dense(8, 3, weight_init="xavier_uniform")
        self.mean = ops.ReduceMean(keep_dims=True)

    def construct(self, x):
        x = self.pool(ops.relu(self.conv(x)))
        x = self.flatten(x)
        return self.output(self.hidden(x - self.mean(x, 1)))


class Evaluate(Callback):
    def __init__(self, model, data):
        super().__init__()
        self.model = model
        self.data = data

    def epoch_end(self, run_context):
        params = run_context.original_args()
        result = self.model.eval(self.data, dataset_sink_mode=False)
        print(params.cur_epoch_num, sorted(result.items()))


generator = np.random.RandomState(0)
images = generator.randn(40, 1, 8, 8).astype(np.float32)
labels = generator.randint(0, 3, 40).astype(np.int32)


class Source:
    def __getitem__(self, index):
        return images[index], labels[index]

    def __len__(self):
        return len(images)


def scale(image):
    return image * np.float32(2) - np.float32(0.5)


def pipeline(batch_size):
    data = ds.GeneratorDataset(Source(), ["image", "label"], shuffle=False)
    data = data.map(operations=[scale], input_columns="image")
    return data.batch(batch_size, drop_remainder=True)


train, test = pipeline(8), pipeline(10)
network = Net()
loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
rates = nn.cosine_decay_lr(0.0, 0.1, 150, train.get_dataset_size(), 20)
optimizer = nn.Momentum(network.trainable_params(), rates, 0.9, weight_decay=1e-3)
model = Model(network, loss_fn, optimizer, metrics={"acc", "loss"})
model.train(25, train, callbacks=[LossMonitor(50), Evaluate(model, test)], dataset_sink_mode=False)
