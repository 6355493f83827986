from mindspore import nn, ops

model = nn.SequentialCell(
    nn.Conv2d(3, 12, 3, pad_mode="pad", padding=1, has_bias=True),
    nn.BatchNorm2d(12),
    nn.ReLU(),
    nn.Flatten(),
    nn.Dense(12 * 5 * 5, 10),
)
conv, norm, dense, other = [], [], [], []
for layer in model:
    if isinstance(layer, nn.Conv2d):
        conv.append(layer.weight)
        other.append(layer.bias)
    elif isinstance(layer, nn.BatchNorm2d):
        norm.extend([layer.gamma, layer.beta])
    elif isinstance(layer, nn.Dense):
        dense.append(layer.weight)
        other.append(layer.bias)

conv_rates = nn.cosine_decay_lr(
    0.0, 1e-3, total_step=1000, step_per_epoch=100, decay_epoch=10
)
optimizer = nn.Momentum(
    [
        {"order_params": model.trainable_params()},
        {"params": conv, "weight_decay": 1e-4, "lr": conv_rates},
        {"params": norm, "weight_decay": 0.0, "lr": 1e-4},
        {"params": dense, "weight_decay": 1e-5, "lr": 1e-3},
        {"params": other},
    ],
    learning_rate=1e-3,
    weight_decay=0.0,
    momentum=0.9,
)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)
names = [p.name for p in optimizer.parameters]
shown = [names.index(p.name) for p in (conv[0], norm[0], dense[0], other[0])]

for epoch in range(3):
    rates = [float(rate) for rate in optimizer.get_lr()]
    print("epoch %d: %s" % (epoch, ["%.6f" % rates[i] for i in shown]))
    for step in range(100):
        optimizer(grads)
