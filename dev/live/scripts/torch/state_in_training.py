"""States are loaded in the middle of a training, one with another rate, and parameters are kept in bounds after each step."""

import copy

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
best = copy.deepcopy(model.state_dict())
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        for p in model.parameters():
            p.data = p.data.clamp(-0.5, 0.5)
    if epoch == 3:
        best = copy.deepcopy(model.state_dict())
    if epoch in (2, 10):
        model.load_state_dict(best)
    if epoch in (6, 14):
        state = optimizer.state_dict()
        state["param_groups"][0]["lr"] = state["param_groups"][0]["lr"] / 2
        optimizer.load_state_dict(state)
    print(epoch, loss.item(), optimizer.state_dict()["param_groups"][0]["lr"])
