"""A second scheduler that goes to one rate from some epoch on."""

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
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)
average = optim.swa_utils.SWALR(optimizer, swa_lr=0.05, anneal_epochs=4, anneal_strategy="linear")
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    if epoch > 12:
        average.step()
    else:
        scheduler.step()
    print(epoch, optimizer.param_groups[0]["lr"], loss.item())
