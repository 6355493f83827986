from torch import nn, optim


def polynomial(step):
    remaining = 1 - min(step, 4) / 4
    return ((0.1 - 0.01) * remaining**0.5 + 0.01) / 0.1


model = nn.Linear(2, 1)
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=polynomial)

for step in range(6):
    print("rate %.5f" % optimizer.param_groups[0]["lr"])
    optimizer.step()
    scheduler.step()
