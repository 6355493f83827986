import mindspore
from mindspore import nn, ops

epochs, steps_per_epoch = 3, 2
model = nn.Dense(2, 1)
rates = nn.exponential_decay_lr(
    learning_rate=0.01,
    decay_rate=0.9,
    total_step=epochs * steps_per_epoch,
    step_per_epoch=steps_per_epoch,
    decay_epoch=1,
)
optimizer = nn.SGD(model.trainable_params(), learning_rate=rates)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)

for step in range(epochs * steps_per_epoch):
    print("rate %.5f" % float(optimizer.get_lr()))
    optimizer(grads)
