"""An average of the parameters takes their place for an evaluation, and a method puts the best state back."""

import copy

import numpy as np
import torch
from torch import nn, optim


class Average:
    def __init__(self, model, decay):
        self.model = model
        self.decay = decay
        self.shadow = {name: p.data.clone() for name, p in model.named_parameters()}
        self.backup = {}

    def update(self):
        for name, p in self.model.named_parameters():
            self.shadow[name] = self.decay * self.shadow[name] + (1.0 - self.decay) * p.data

    def apply(self):
        for name, p in self.model.named_parameters():
            self.backup[name] = p.data.clone()
            p.data = self.shadow[name]

    def restore(self):
        for name, p in self.model.named_parameters():
            p.data = self.backup[name]


class Keeper:
    def __init__(self, model):
        self.model = model
        self.best = copy.deepcopy(model.state_dict())

    def keep(self):
        self.best = copy.deepcopy(self.model.state_dict())

    def put_back(self):
        self.model.load_state_dict(self.best)


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
average = Average(model, 0.9)
keeper = Keeper(model)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        average.update()
    average.apply()
    with torch.no_grad():
        print(epoch, criterion(model(inputs), labels).item())
    average.restore()
    if epoch == 3:
        keeper.keep()
    if epoch == 10:
        keeper.put_back()
