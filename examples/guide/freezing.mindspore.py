import mindspore
from mindspore import nn

model = nn.SequentialCell(
    nn.Dense(2, 2, weight_init="ones", has_bias=False),
    nn.Dense(2, 1, weight_init="ones", has_bias=False),
)
inputs = mindspore.Tensor([[1.0, 2.0], [2.0, 3.0]], mindspore.float32)
targets = mindspore.Tensor([[8.0], [13.0]], mindspore.float32)
loss_fn = nn.MSELoss()

for parameter in model[0].get_parameters():
    parameter.requires_grad = False
optimizer = nn.SGD(model.trainable_params(), learning_rate=0.01, weight_decay=0.1)


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(3):
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)

print("frozen %.5f" % model[0].weight.asnumpy()[0, 0])
print("trained %.5f" % model[1].weight.asnumpy()[0, 0])
