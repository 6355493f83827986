from mindspore import nn, ops

model = nn.SequentialCell(
    nn.Dense(2, 2, has_bias=False),
    nn.Dense(2, 1, has_bias=False),
)
optimizer = nn.SGD(
    [
        {"params": model[0].trainable_params(), "lr": [0.01, 0.005]},
        {"params": model[1].trainable_params(), "lr": [0.001, 0.0005]},
    ],
    learning_rate=0.01,
)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)

for step in range(2):
    print("rates %.5f %.5f" % tuple(float(rate) for rate in optimizer.get_lr()))
    optimizer(grads)
