import mindspore
from mindspore import nn

mindspore.set_context(mode=mindspore.GRAPH_MODE)  # in PYNATIVE mode mint.optim changes nothing

inputs = mindspore.tensor([[1.0, 2.0], [0.5, -1.0]])
targets = mindspore.tensor([[1.0], [0.0]])

model = nn.Dense(2, 1)
loss_fn = nn.MSELoss()
optimizer = CALL


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(60):
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)
