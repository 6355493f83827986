"""Schedulers chosen by a name and from a table, one after each epoch, one after each batch."""

import numpy as np
import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 64, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
options = {"name": "StepLR", "step_size": 6, "gamma": 0.5}
scheduler = getattr(optim.lr_scheduler, options.pop("name"))(optimizer, **options)
cycles = {"cyclic": optim.lr_scheduler.CyclicLR, "restarts": optim.lr_scheduler.CosineAnnealingWarmRestarts}
kind = "restarts" if len(batches) == 4 else "cyclic"
other = Net()
other_optimizer = optim.SGD(other.parameters(), lr=0.1, momentum=0.9)
cycle = cycles[kind](other_optimizer, 10, 2)
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        other_optimizer.zero_grad()
        other_loss = criterion(other(x), y)
        other_loss.backward()
        other_optimizer.step()
        cycle.step()
    scheduler.step()
