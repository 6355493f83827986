import torch
from torch import nn, optim

model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 1, bias=False))
for layer in model:
    nn.init.constant_(layer.weight, 1.0)
inputs = torch.tensor([[1.0, 2.0], [2.0, 3.0]])
targets = torch.tensor([[8.0], [13.0]])
loss_fn = nn.MSELoss()

for parameter in model[0].parameters():
    parameter.requires_grad = False
optimizer = optim.SGD(model.parameters(), lr=0.01, weight_decay=0.1)

for step in range(3):
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    optimizer.step()

print("frozen %.5f" % model[0].weight[0, 0].item())
print("trained %.5f" % model[1].weight[0, 0].item())
