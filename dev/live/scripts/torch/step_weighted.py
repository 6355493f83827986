"""backward() is given a gradient: of a vector of losses, and a sign."""

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
one = torch.ones(1)
minus = one * -0.1
weights = torch.from_numpy(generator.rand(16).astype(np.float32))
each = nn.CrossEntropyLoss(reduction="none")
for epoch in range(25):
    for x, y in batches:
        optimizer.zero_grad()
        losses = each(model(x), y)
        losses.backward(weights / 16)
        spread = model(x).std(dim=1).mean().view(1)
        spread.backward(gradient=minus, inputs=list(model.parameters()))
        optimizer.step()
    print("%.4f %.4f" % (losses.mean().item(), spread.item()))
