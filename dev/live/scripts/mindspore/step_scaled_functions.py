"""A function step with amp.DynamicLossScaler, gradients that are clipped, and an own learning rate assignment."""

import mindspore as ms
import numpy as np
from mindspore import amp, nn, ops


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 16)
        self.output = nn.Dense(16, 3)

    def construct(self, x):
        return self.output(ops.relu(self.hidden(x)))


generator = np.random.RandomState(0)
inputs = generator.randn(64, 6).astype(np.float32)
labels = generator.randint(0, 3, 64).astype(np.int32)
network = Net()
loss_fn = nn.CrossEntropyLoss()
optimizer = nn.Momentum(network.trainable_params(), 0.05 / 3e4, 0.9)
scaler = amp.DynamicLossScaler(scale_value=2.0**120, scale_factor=2, scale_window=9)


def forward(x, y):
    logits = network(x)
    loss = loss_fn(logits, y) * 3e4
    return scaler.scale(loss), logits


grad_fn = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)
for step in range(120):
    start = step % 4 * 16
    x = ms.Tensor(inputs[start : start + 16], ms.float32)
    y = ms.Tensor(labels[start : start + 16], ms.int32)
    (loss, logits), grads = grad_fn(x, y)
    finite = amp.all_finite(grads)
    grads = scaler.unscale(grads)
    if finite:
        grads = ops.clip_by_global_norm(grads, 2e4)
        optimizer(grads)
    scaler.adjust(finite)
    if step % 20 == 0:
        right = (logits.argmax(axis=1).asnumpy() == labels[start : start + 16]).mean()
        print(step, scaler.scale_value.asnumpy(), right)
