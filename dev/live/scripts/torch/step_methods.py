"""Losses and their backward passes in methods of their own."""

import itertools

import numpy as np
import torch
from torch import nn, optim


class Translation:
    def __init__(self, rate):
        self.painter_a = nn.Linear(4, 4)
        self.painter_b = nn.Linear(4, 4)
        self.critic_a = nn.Linear(4, 1)
        self.critic_b = nn.Linear(4, 1)
        self.criterion = nn.MSELoss()
        self.optimizer_g = optim.Adam(
            itertools.chain(self.painter_a.parameters(), self.painter_b.parameters()), lr=rate)
        self.optimizer_d = optim.Adam(
            itertools.chain(self.critic_a.parameters(), self.critic_b.parameters()), lr=rate)

    def set_input(self, a, b):
        self.real_a, self.real_b = a, b

    def set_requires_grad(self, nets, requires_grad):
        for net in nets:
            for param in net.parameters():
                param.requires_grad = requires_grad

    def forward(self):
        self.fake_b = self.painter_a(self.real_a)
        self.back_a = self.painter_b(self.fake_b)

    def backward_d_basic(self, critic, real, fake):
        answer = critic(real)
        loss_real = self.criterion(answer, torch.ones_like(answer))
        answer = critic(fake.detach())
        loss_fake = self.criterion(answer, torch.zeros_like(answer))
        loss_d = (loss_real + loss_fake) * 0.5
        loss_d.backward()
        return loss_d

    def backward_d_a(self):
        self.loss_d_a = self.backward_d_basic(self.critic_a, self.real_b, self.fake_b)

    def backward_d_b(self):
        self.loss_d_b = self.backward_d_basic(self.critic_b, self.real_a, self.back_a)

    def backward_g(self):
        answer = self.critic_a(self.fake_b)
        self.loss_gan = self.criterion(answer, torch.ones_like(answer))
        self.loss_cycle = self.criterion(self.back_a, self.real_a) * 10.0
        self.loss_g = self.loss_gan + self.loss_cycle
        self.loss_g.backward()

    def optimize_parameters(self):
        self.forward()
        self.set_requires_grad([self.critic_a, self.critic_b], False)
        self.optimizer_g.zero_grad()
        self.backward_g()
        self.optimizer_g.step()
        self.set_requires_grad([self.critic_a, self.critic_b], True)
        self.optimizer_d.zero_grad()
        self.backward_d_a()
        self.backward_d_b()
        self.optimizer_d.step()


generator = np.random.RandomState(0)
of_a = torch.from_numpy(generator.randn(64, 4).astype(np.float32))
of_b = torch.from_numpy(generator.randn(64, 4).astype(np.float32))
translation = Translation(0.005)
for epoch in range(25):
    for i in range(0, 64, 16):
        translation.set_input(of_a[i : i + 16], of_b[i : i + 16])
        translation.optimize_parameters()
    print(epoch, translation.loss_g.item(), translation.loss_d_a.item(), translation.loss_d_b.item())
