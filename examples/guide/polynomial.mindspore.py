from mindspore import nn, ops

model = nn.Dense(2, 1)
polynomial = nn.PolynomialDecayLR(
    learning_rate=0.1, end_learning_rate=0.01, decay_steps=4, power=0.5
)
optimizer = nn.Momentum(
    model.trainable_params(),
    learning_rate=polynomial,
    momentum=0.9,
    weight_decay=0.0,
)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)

for step in range(6):
    print("rate %.5f" % float(optimizer.get_lr()))
    optimizer(grads)
