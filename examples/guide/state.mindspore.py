import os
import tempfile

import mindspore
from mindspore import nn

model = nn.Dense(2, 1, weight_init="ones", has_bias=False)
inputs = mindspore.Tensor([[1.0, 2.0], [2.0, 3.0]], mindspore.float32)
targets = mindspore.Tensor([[8.0], [13.0]], mindspore.float32)
loss_fn = nn.MSELoss()


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


def train_step(optimizer):
    grad_fn = mindspore.value_and_grad(
        forward_fn, None, optimizer.parameters
    )
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)


optimizer = nn.SGD(model.trainable_params(), learning_rate=0.01, momentum=0.9)
train_step(optimizer)

save_path = os.path.join(tempfile.mkdtemp(), "optimizer.ckpt")
mindspore.save_checkpoint(optimizer, save_path)

optimizer = nn.SGD(model.trainable_params(), learning_rate=0.01, momentum=0.9)
param_dict = mindspore.load_checkpoint(save_path)
mindspore.load_param_into_net(optimizer, param_dict)
train_step(optimizer)

momentum = optimizer.accum[0]
print("momentum %.4f %.4f" % tuple(momentum.asnumpy().flatten()))
print("weight %.5f %.5f" % tuple(model.weight.asnumpy().flatten()))
