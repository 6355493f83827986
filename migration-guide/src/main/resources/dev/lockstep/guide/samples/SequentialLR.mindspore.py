import mindspore
from mindspore import nn

inputs = mindspore.tensor([[1.0, 2.0], [0.5, -1.0]])
targets = mindspore.tensor([[1.0], [0.0]])

model = nn.Dense(2, 1)
loss_fn = nn.MSELoss()
optimizer = mindspore.experimental.optim.SGD(model.trainable_params(), lr=0.1)
warmup = mindspore.experimental.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=10)
stairs = mindspore.experimental.optim.lr_scheduler.StepLR(optimizer, step_size=20, gamma=0.5)
scheduler = CALL


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(60):
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)
    scheduler.step()
