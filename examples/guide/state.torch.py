import os
import tempfile

import torch
from torch import nn, optim

model = nn.Linear(2, 1, bias=False)
nn.init.constant_(model.weight, 1.0)
inputs = torch.tensor([[1.0, 2.0], [2.0, 3.0]])
targets = torch.tensor([[8.0], [13.0]])
loss_fn = nn.MSELoss()


def train_step(optimizer):
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    optimizer.step()


optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
train_step(optimizer)

save_path = os.path.join(tempfile.mkdtemp(), "optimizer.pt")
torch.save(optimizer.state_dict(), save_path)

optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
optimizer.load_state_dict(torch.load(save_path))
train_step(optimizer)

momentum = optimizer.state[model.weight]["momentum_buffer"]
print("momentum %.4f %.4f" % tuple(momentum.flatten().tolist()))
print("weight %.5f %.5f" % tuple(model.weight.flatten().tolist()))
