"""What the branch of a backward pass does to the loss that is computed in front of it."""

import numpy as np
import torch
from torch import nn, optim

generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 20], labels[i : i + 20]) for i in range(0, 80, 20)]
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
accumulate = 2
for epoch in range(60):
    phase = "validate" if epoch % 6 == 5 else "train"
    total = 0.0
    hits = 0
    optimizer.zero_grad()
    for i, (x, y) in enumerate(batches):
        output = model(x)
        loss = criterion(output, y)
        total += loss.item()
        if phase == "train":
            loss = loss / accumulate
            loss.backward()
            if (i + 1) % accumulate == 0:
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad()
        hits += (output.argmax(dim=1) == y).sum().item()
    print(epoch, phase, total, hits)
