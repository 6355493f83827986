"""A warm-up, a class of the script that replaces step, and factors, one after the other."""

import numpy as np
import torch
from torch import nn, optim
from torch.optim.lr_scheduler import LinearLR, LRScheduler, MultiplicativeLR, SequentialLR


class Polynomial(LRScheduler):
    def __init__(self, optimizer, total, power, last_epoch=-1):
        self.total = total
        self.power = power
        super().__init__(optimizer, last_epoch)

    def step(self, epoch=None):
        super().step(epoch)

    def get_lr(self):
        left = 1 - min(self.last_epoch, self.total) / self.total
        return [base * left**self.power for base in self.base_lrs]


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 64, 16)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
warmup = LinearLR(optimizer, 0.1, total_iters=8)
decay = Polynomial(optimizer, 80, 0.9)
factors = MultiplicativeLR(optimizer, lambda epoch: 0.95)
scheduler = SequentialLR(optimizer, [warmup, decay, factors], milestones=[10, 60])
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
