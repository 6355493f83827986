"""Images prepared by MindSpore's pipeline: decoded rows, resized, scaled, normalized, in batches; a loss in brackets."""

import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.transforms as C
import mindspore.dataset.vision as CV
import numpy as np
from mindspore import nn, ops
from mindspore.dataset import vision


class Net(nn.Cell):
    def __init__(self):
        super().__init__(Net)
        self.conv = nn.Conv2d(3, 4, 3, stride=2)
        self.output = nn.Dense(4 * 3 * 3, 3)

    def construct(self, x):
        return self.output(ops.flatten(ops.tanh(self.conv(x))))


generator = np.random.RandomState(0)
images = np.kron(generator.randint(0, 255, (64, 4, 4, 3)), np.ones((1, 2, 2, 1))).astype(np.uint8)
labels = generator.randint(0, 3, 64).astype(np.int64)
data = ds.NumpySlicesDataset((images, labels), ["image", "label"], shuffle=False)
prepare = [
    CV.Resize((6, 6), vision.Inter.NEAREST),
    CV.Rescale(1 / 255, 0.0),
    CV.Normalize([0.5, 0.4, 0.3], [0.2, 0.3, 0.4]),
    CV.HWC2CHW(),
]
data = data.map(operations=prepare, input_columns="image").map(operations=C.TypeCast(ms.int32), input_columns="label")
data = data.batch(16, drop_remainder=True)
network = Net()


def forward(x, y):
    return ops.cross_entropy(network(x), y)


optimizer = nn.Momentum(network.trainable_params(), 0.05, 0.9)
grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
for epoch in range(25):
    if epoch == 10:
        ops.assign(optimizer.learning_rate, optimizer.learning_rate / 5)
    for x, y in data.create_tuple_iterator():
        (loss), grads = grad_fn(x, y)
        optimizer(grads)
