"""A generator that trains in every second round, after what it made for its critic in every one."""

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


class Trainer:
    def __init__(self):
        self.net_g = Net()
        self.net_d = nn.Sequential(nn.Linear(3, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
        self.optimizer_d = optim.Adam(self.net_d.parameters(), lr=0.005, betas=(0.5, 0.999))
        self.optimizer_g = optim.Adam(self.net_g.parameters(), lr=0.005, betas=(0.5, 0.999))
        self.binary = nn.BCEWithLogitsLoss()
        self.every = 2

    def optimize(self, round, x, real):
        for p in self.net_d.parameters():
            p.requires_grad = False
        self.optimizer_g.zero_grad()
        self.fake = self.net_g(x)
        total = 0
        losses = {}
        if round % self.every == 0:
            near = (self.fake - real).pow(2).mean()
            total += near
            losses["near"] = near.item()
            judged = self.net_d(self.fake)
            adversarial = self.binary(judged, torch.ones_like(judged))
            total += adversarial
            losses["adversarial"] = adversarial.item()
            total.backward()
            self.optimizer_g.step()
        for p in self.net_d.parameters():
            p.requires_grad = True
        self.optimizer_d.zero_grad()
        predicted = self.net_d(real)
        loss = self.binary(predicted, torch.ones_like(predicted))
        loss.backward()
        predicted = self.net_d(self.fake.detach())
        fake_loss = self.binary(predicted, torch.zeros_like(predicted))
        fake_loss.backward()
        self.optimizer_d.step()
        losses["real"] = loss.item()
        return losses


trainer = Trainer()
target = torch.from_numpy(generator.randn(16, 3).astype(np.float32))
for round in range(200):
    for x, y in batches[:1]:
        losses = trainer.optimize(round, x, target)
    print(" ".join("%s %.4f" % (name, losses[name]) for name in sorted(losses)))
