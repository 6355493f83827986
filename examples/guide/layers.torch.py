import math

from torch import nn, optim

model = nn.Sequential(
    nn.Conv2d(3, 12, 3, padding=1),
    nn.BatchNorm2d(12),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(12 * 5 * 5, 10),
)
conv, norm, dense, other = [], [], [], []
for layer in model:
    if isinstance(layer, nn.Conv2d):
        conv.append(layer.weight)
        other.append(layer.bias)
    elif isinstance(layer, nn.BatchNorm2d):
        norm.extend([layer.weight, layer.bias])
    elif isinstance(layer, nn.Linear):
        dense.append(layer.weight)
        other.append(layer.bias)

optimizer = optim.SGD(
    [
        {"params": conv, "weight_decay": 1e-4, "lr": 1e-3},
        {"params": norm, "weight_decay": 0.0, "lr": 1e-4},
        {"params": dense, "weight_decay": 1e-5, "lr": 1e-3},
        {"params": other},
    ],
    lr=1e-3,
    momentum=0.9,
)
constant = lambda epoch: 1.0
cosine = lambda epoch: 0.5 * (1 + math.cos(math.pi * epoch / 10))
scheduler = optim.lr_scheduler.LambdaLR(
    optimizer, [cosine, constant, constant, constant]
)

for epoch in range(3):
    rates = scheduler.get_last_lr()
    print("epoch %d: %s" % (epoch, ["%.6f" % rate for rate in rates]))
    optimizer.step()
    scheduler.step()
