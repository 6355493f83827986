import mindspore
from mindspore import nn

CLASS

words = mindspore.tensor([0, 2, 2])
targets = mindspore.tensor([[1.0], [0.0], [0.5]])

model = nn.Embedding(3, 1)
loss_fn = nn.MSELoss()
optimizer = TorchSparseAdam(model.trainable_params(), learning_rate=0.01)


def forward_fn():
    return loss_fn(model(words), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(60):
    loss, grads = grad_fn()
    optimizer(grads)
