from collections import OrderedDict

from torch import nn, optim

model = nn.Sequential(
    OrderedDict(conv=nn.Conv2d(1, 2, 3, bias=False), fc=nn.Linear(8, 3))
)
conv = [p for name, p in model.named_parameters() if "conv" in name]
no_conv = [p for name, p in model.named_parameters() if "conv" not in name]

optimizer = optim.SGD(
    [
        {"params": conv, "weight_decay": 0.01, "lr": 0.02},
        {"params": no_conv},
    ],
    lr=0.1,
    momentum=0.9,
)

for group in optimizer.param_groups:
    print("%d parameters, rate %.2f" % (len(group["params"]), group["lr"]))
