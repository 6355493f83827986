from torch import nn, optim

model = nn.Sequential(
    nn.Linear(2, 2, bias=False),
    nn.Linear(2, 1, bias=False),
)
optimizer = optim.SGD(
    [
        {"params": model[0].parameters()},
        {"params": model[1].parameters(), "lr": 0.001},
    ],
    lr=0.01,
)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)

for step in range(2):
    print("rates %.5f %.5f" % tuple(scheduler.get_last_lr()))
    optimizer.step()
    scheduler.step()
