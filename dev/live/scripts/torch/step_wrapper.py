"""Objects of the script's own that set the rate and step their optimizer."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim


class NoamOpt:
    def __init__(self, size, factor, warmup, optimizer):
        self.optimizer = optimizer
        self.count = 0
        self.size = size
        self.factor = factor
        self.warmup = warmup

    def step(self):
        self.count += 1
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate(self.count)
        self.optimizer.step()

    def rate(self, step):
        return self.factor * self.size ** -0.5 * min(step ** -0.5, step * self.warmup ** -1.5)


class ScheduledOptim:
    def __init__(self, model, rate, warmup):
        self._optimizer = optim.SGD(model.parameters(), lr=rate, momentum=0.9)
        self.rate = rate
        self.warmup = warmup
        self.current = 0

    def step_and_update_lr(self):
        self._update_learning_rate()
        self._optimizer.step()

    def zero_grad(self):
        self._optimizer.zero_grad()

    def _update_learning_rate(self):
        self.current += 1
        rate = self.rate * min(1.0, self.current / self.warmup)
        for group in self._optimizer.param_groups:
            group["lr"] = rate


class Trainer:
    def __init__(self, model):
        self.model = model
        self.optim = ScheduledOptim(model, 0.05, 20)

    def epoch(self, data, labels):
        for i in range(0, 64, 16):
            self.optim.zero_grad()
            loss = F.cross_entropy(self.model(data[i : i + 16]), labels[i : i + 16])
            loss.backward()
            self.optim.step_and_update_lr()
        return loss.item()


generator = np.random.RandomState(0)
data = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
model = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 3))
other = nn.Linear(6, 3)
optimizer = NoamOpt(6, 0.1, 10, optim.Adam(other.parameters(), lr=0, betas=(0.9, 0.98), eps=1e-9))
trainer = Trainer(model)
for epoch in range(25):
    for i in range(0, 64, 16):
        loss = F.cross_entropy(other(data[i : i + 16]), labels[i : i + 16])
        loss.backward()
        optimizer.step()
        optimizer.optimizer.zero_grad()
    print(epoch, loss.item(), trainer.epoch(data, labels))
