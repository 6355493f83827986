"""A student learns from labels and from a teacher without gradients, who follows it slowly."""

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
teacher = nn.Linear(6, 3)
nn.init.constant_(teacher.weight, 0.1)
nn.init.zeros_(teacher.bias)
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.Adam(model.parameters(), lr=0.01)
for epoch in range(20):
    for x, y in batches:
        with torch.no_grad():
            scaled = x * 0.5
            hints = teacher(scaled)
        scores = model(scaled)
        with torch.no_grad():
            sure = scores.softmax(dim=1).max(dim=1)[0].mean()
        loss = criterion(scores, y) + sure * ((scores - hints) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
