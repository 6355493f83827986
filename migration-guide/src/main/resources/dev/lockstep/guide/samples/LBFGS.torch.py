import torch
from torch import nn

inputs = torch.tensor([[1.0, 2.0], [0.5, -1.0]])
targets = torch.tensor([[1.0], [0.0]])

model = nn.Linear(2, 1)
loss_fn = nn.MSELoss()
optimizer = CALL


def closure():
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    return loss


for step in range(5):
    optimizer.step(closure)
