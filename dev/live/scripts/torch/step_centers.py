"""Two optimizers on one backward pass; the gradients of the second change behind the step of the first."""
# live: not fed, the gradients of the centers are changed in front of their optimizer

import numpy as np
import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(6, 16)
        self.head = nn.Linear(16, 3)
        self.centers = nn.Parameter(torch.zeros(3, 16))

    def forward(self, x):
        features = torch.tanh(self.body(x))
        return features, self.head(features)


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 64, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
weight = 0.01
optimizer = optim.SGD(list(model.body.parameters()) + list(model.head.parameters()), lr=0.1, momentum=0.9)
center_optimizer = optim.SGD([model.centers], lr=0.5)
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        center_optimizer.zero_grad()
        features, logits = model(x)
        distance = ((features - model.centers[y]) ** 2).sum(1).mean()
        loss = criterion(logits, y) + weight * distance
        loss.backward()
        optimizer.step()
        for p in [model.centers]:
            p.grad.data *= 1.0 / weight
        center_optimizer.step()
