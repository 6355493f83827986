from collections import OrderedDict

from mindspore import nn

model = nn.SequentialCell(
    OrderedDict(conv=nn.Conv2d(1, 2, 3), fc=nn.Dense(8, 3))
)
conv = [p for p in model.trainable_params() if "conv" in p.name]
no_conv = [p for p in model.trainable_params() if "conv" not in p.name]

optimizer = nn.Momentum(
    [
        {"params": conv, "weight_decay": 0.01, "lr": 0.02},
        {"params": no_conv},
    ],
    learning_rate=0.1,
    momentum=0.9,
)

rates = [float(rate) for rate in optimizer.get_lr()]
for rate in sorted(set(rates)):
    print("%d parameters, rate %.2f" % (rates.count(rate), rate))
