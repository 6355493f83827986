"""Adam's weights are a group of their own, added behind the construction; their decay grows."""

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
biases, weights = [], []
for name, param in model.named_parameters():
    if name.endswith("bias"):
        biases.append(param)
    else:
        weights.append(param)
optimizer = optim.Adam(biases, lr=0.01)
optimizer.add_param_group({"params": weights, "weight_decay": 0.05})
del biases, weights
for epoch in range(25):
    for group in optimizer.param_groups[1:]:
        group["weight_decay"] = 0.05 + 0.01 * epoch
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
