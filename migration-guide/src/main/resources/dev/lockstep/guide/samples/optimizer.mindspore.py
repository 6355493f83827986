import mindspore
from mindspore import nn

inputs = mindspore.Tensor([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]], mindspore.float32)
targets = mindspore.Tensor([[1.0], [0.0]], mindspore.float32)

model = nn.Dense(3, 1)
loss_fn = nn.MSELoss()
optimizer = CALL


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(60):
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)
