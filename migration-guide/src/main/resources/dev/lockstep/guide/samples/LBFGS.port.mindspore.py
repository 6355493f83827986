import mindspore
from mindspore import nn

CLASS

inputs = mindspore.tensor([[1.0, 2.0], [0.5, -1.0]])
targets = mindspore.tensor([[1.0], [0.0]])

model = nn.Dense(2, 1)
loss_fn = nn.MSELoss()
optimizer = TorchLBFGS(model.trainable_params(), learning_rate=0.5, line_search_fn="strong_wolfe")


def forward_fn():
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(5):
    loss = optimizer(grad_fn)
