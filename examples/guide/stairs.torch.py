from torch import nn, optim

epochs, steps_per_epoch = 12, 2
model = nn.Linear(2, 1)
optimizer = optim.SGD(model.parameters(), lr=0.01)
scheduler = optim.lr_scheduler.LambdaLR(
    optimizer, lr_lambda=lambda epoch: epoch // 5
)

for epoch in range(epochs):
    print("epoch %d rate %.2f" % (epoch, optimizer.param_groups[0]["lr"]))
    for step in range(steps_per_epoch):
        optimizer.step()
    scheduler.step()
