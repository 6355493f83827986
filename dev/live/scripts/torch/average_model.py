"""Averages of the weights as torch keeps them, of a model with a batch norm."""

import numpy as np
import torch
from torch import nn, optim
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn, update_bn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.norm = nn.BatchNorm1d(16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.norm(self.hidden(x))))


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.SGD(model.parameters(), lr=0.05)
equal = AveragedModel(model)
moving = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=True)
own = AveragedModel(model, avg_fn=lambda average, param, count: 0.8 * average + 0.2 * param)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        moving.update_parameters(model)
        own.update_parameters(model)
    equal.update_parameters(model)
    update_bn([x for x, y in batches], equal)
    for average in (equal, moving, own):
        average.eval()
        with torch.no_grad():
            print(epoch, criterion(average(inputs), labels).item())
            for a, p in zip(average.module.parameters(), model.parameters()):
                p.data.lerp_(a.data, 0.1)
