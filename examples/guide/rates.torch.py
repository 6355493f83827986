from torch import nn, optim

epochs, steps_per_epoch = 3, 2
model = nn.Linear(2, 1)
optimizer = optim.SGD(model.parameters(), lr=0.01)
scheduler = optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)

for epoch in range(epochs):
    for step in range(steps_per_epoch):
        print("rate %.5f" % optimizer.param_groups[0]["lr"])
        optimizer.step()
    scheduler.step()
