"""Clipping of the list that one optimizer is given, and of the one group of another."""

import numpy as np
import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(6, 16)
        self.head = nn.Linear(16, 3)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 64, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
params = [p for _, p in model.named_parameters() if p.requires_grad]
optimizer = optim.AdamW([{"params": params, "weight_decay": 0.05}], lr=0.01)
for epoch in range(25):
    for i, (x, y) in enumerate(batches):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        if i % 2 == 0:
            nn.utils.clip_grad_norm_(params, 0.1)
        else:
            nn.utils.clip_grad_norm_(optimizer.param_groups[0]["params"], 0.2)
        optimizer.step()
