"""Gradients that one call of a function leaves go into the first step of the next."""

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(100, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 100))
batches = [(inputs[i : i + 20], labels[i : i + 20]) for i in range(0, 100, 20)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1)
accumulate = 3


def train(epoch):
    total = 0.0
    for i, (x, y) in enumerate(batches):
        loss = criterion(model(x), y) / accumulate
        loss.backward()
        if i % accumulate == 0:
            nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            optimizer.step()
            optimizer.zero_grad()
        total += loss.item()
    print(epoch, total)


for epoch in range(50):
    train(epoch)
