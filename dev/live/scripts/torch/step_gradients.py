"""Gradients are measured, changed and logged."""

# live: not fed, the script changes the gradients in front of the optimizer
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
optimizer = optim.SGD(model.parameters(), lr=0.2)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        total = 0.0
        for p in model.parameters():
            if p.grad is not None:
                total += p.grad.data.norm(2).item() ** 2
        for p in model.parameters():
            p.grad.data.clamp_(-0.02, 0.02)
            p.grad *= 1.5
        model.output.bias.grad[0] = 0.0
        optimizer.step()
        for name, p in model.named_parameters():
            print(epoch, name, total, p.grad.abs().max().item())
