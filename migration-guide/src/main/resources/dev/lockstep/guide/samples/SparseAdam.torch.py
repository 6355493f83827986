import torch
from torch import nn

words = torch.tensor([0, 2, 2])
targets = torch.tensor([[1.0], [0.0], [0.5]])

model = nn.Embedding(3, 1, sparse=True)
loss_fn = nn.MSELoss()
optimizer = CALL

for step in range(60):
    optimizer.zero_grad()
    loss = loss_fn(model(words), targets)
    loss.backward()
    optimizer.step()
