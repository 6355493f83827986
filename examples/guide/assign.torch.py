from torch import nn, optim

model = nn.Linear(1, 2)
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
print("%.2f" % optimizer.param_groups[0]["lr"])
optimizer.param_groups[0]["lr"] = 0.01
print("%.2f" % optimizer.param_groups[0]["lr"])
