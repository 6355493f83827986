"""A function that steps in every fourth call; gradients that nothing clears."""

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(100, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 100))
batches = [(inputs[i : i + 20], labels[i : i + 20]) for i in range(0, 100, 20)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.Adam(model.parameters(), lr=1e-3)


def update(x, y, count):
    # the sum of the gradients of four calls
    loss = criterion(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 2.0)
    if count % 4 == 3:
        optimizer.step()
        model.zero_grad()
    return loss.item()


count = 0
for epoch in range(80):
    total = 0.0
    for x, y in batches:
        total += update(x, y, count)
        count += 1
    print(epoch, total)
