"""Two backward passes over one output, and their losses used afterwards."""

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
optimizer = optim.Adam(model.parameters(), lr=0.01)
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        output = model(x)
        loss = criterion(output, y)
        penalty = 0.1 * output.pow(2).mean()
        loss.backward(retain_graph=True)
        penalty.backward()
        optimizer.step()
    print("%.4f %.4f" % (loss.item(), penalty.item()))
