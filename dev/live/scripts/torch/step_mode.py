"""A model trains from the start, and is evaluated now and then by a function that switches it back."""

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()


def evaluate(model):
    model.eval()
    with torch.no_grad():
        loss = criterion(model(inputs), labels)
    model.train()
    return loss.item()


model = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.Tanh(), nn.Linear(8, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    print(epoch, loss.item(), evaluate(model))
