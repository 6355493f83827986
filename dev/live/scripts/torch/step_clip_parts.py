"""One optimizer over two networks, each clipped by its own norm; the norms are kept in a list."""

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
head = nn.Linear(3, 3)
optimizer = optim.Adam(list(model.parameters()) + list(head.parameters()), lr=0.01)
norms = []
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(head(model(x)), y)
        loss.backward()
        norms.append(nn.utils.clip_grad_norm_(model.parameters(), 0.2).item())
        total_norm = nn.utils.clip_grad_norm_(head.parameters(), max_norm=0.1, norm_type=2.0)
        nn.utils.clip_grad_value_(model.hidden.parameters(), 0.02)
        optimizer.step()
    print("%.4f %.4f" % (np.mean(norms), total_norm.item()))
