import torch
from torch import nn, optim

model = nn.Linear(2, 1, bias=False)
nn.init.constant_(model.weight, 1.0)
inputs = torch.tensor([[1.0, 2.0], [2.0, 3.0]])
targets = torch.tensor([[8.0], [13.0]])
loss_fn = nn.MSELoss()

optimizer = optim.SGD(model.parameters(), lr=0.01, weight_decay=0.1)
decay_factor = 0.1

for step in range(4):
    print("weight decay %.1e" % optimizer.param_groups[0]["weight_decay"])
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    for param_group in optimizer.param_groups:
        param_group["weight_decay"] *= decay_factor

print("weight %.5f %.5f" % tuple(model.weight.flatten().tolist()))
