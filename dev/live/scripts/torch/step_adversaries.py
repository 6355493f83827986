"""Two networks that train against each other."""

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
critic = nn.Sequential(nn.Linear(3, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
binary = nn.BCEWithLogitsLoss()
optimizer_d = optim.Adam(critic.parameters(), lr=0.005, betas=(0.5, 0.999))
optimizer_g = optim.Adam(model.parameters(), lr=0.005, betas=(0.5, 0.999))
real = torch.from_numpy(generator.randn(16, 3).astype(np.float32))
ones = torch.ones(16, 1)
zeros = torch.zeros(16, 1)
for epoch in range(12):
    for x, y in batches:
        optimizer_d.zero_grad()
        real_loss = binary(critic(real), ones)
        real_loss.backward()
        fake = model(x)
        fake_loss = binary(critic(fake.detach()), zeros)
        fake_loss.backward()
        optimizer_d.step()
        optimizer_g.zero_grad()
        loss = binary(critic(fake), ones)
        loss.backward()
        optimizer_g.step()
