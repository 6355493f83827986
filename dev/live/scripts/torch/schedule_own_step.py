"""A scheduler of the script's own that warms up, then steps another one."""

import numpy as np
import torch
from torch import nn, optim
from torch.optim.lr_scheduler import _LRScheduler


class Warmup(_LRScheduler):
    def __init__(self, optimizer, rounds, after):
        self.rounds = rounds
        self.after = after
        super().__init__(optimizer)

    def get_lr(self):
        if self.last_epoch > self.rounds:
            return self.after.get_last_lr()
        return [rate * (self.last_epoch + 1) / (self.rounds + 1) for rate in self.base_lrs]

    def step(self, epoch=None):
        if self.last_epoch >= self.rounds:
            self.after.step()
            self._last_lr = self.after.get_last_lr()
        else:
            super().step(epoch)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
after = optim.lr_scheduler.StepLR(optimizer, step_size=6, gamma=0.5)
scheduler = Warmup(optimizer, 10, after)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(epoch, optimizer.param_groups[0]["lr"], loss.item())
