"""A critic with a penalty on its gradients between real and generated points, and a generator beside it."""

import numpy as np
import torch
from torch import autograd, nn, optim
from torch.autograd import Variable


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 16), nn.Sigmoid(), nn.Linear(16, 1))

    def forward(self, x):
        return self.layers(x)


def gradient_penalty(critic, real, fake, alpha):
    between = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    scores = critic(between)
    gradients = autograd.grad(
        outputs=scores,
        inputs=between,
        grad_outputs=torch.ones_like(scores),
        create_graph=True,
        retain_graph=True,
        only_inputs=True,
    )[0]
    gradients = gradients.view(gradients.size(0), -1)
    return ((gradients.norm(2, dim=1) - 1) ** 2).mean()


def slope(critic, real):
    points = Variable(real, requires_grad=True)
    hidden = critic.layers[0](points)
    score = critic.layers[2](critic.layers[1](hidden)).sum() + (points**2).sum()
    ones = torch.ones(score.size())
    (gradient,) = autograd.grad(score, points, ones)
    return (critic(real).squeeze(1) * gradient.sum(1)).mean()


rng = np.random.default_rng(3)
generator = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 4))
critic = Critic()
generator_optimizer = optim.Adam(generator.parameters(), lr=1e-3, betas=(0.5, 0.9))
critic_optimizer = optim.Adam(critic.parameters(), lr=1e-3, betas=(0.5, 0.9))

for step in range(100):
    real = torch.tensor(rng.normal(1, 0.5, (8, 4)).astype(np.float32))
    noise = torch.tensor(rng.normal(0, 1, (8, 2)).astype(np.float32))
    alpha = torch.tensor(rng.uniform(0, 1, (8, 1)).astype(np.float32))

    critic_optimizer.zero_grad()
    fake = generator(noise).detach()
    loss = critic(fake).mean() - critic(real).mean() + 10 * gradient_penalty(critic, real, fake, alpha)
    loss = loss + 0.01 * slope(critic, real)
    loss.backward()
    critic_optimizer.step()

    if step % 2 == 0:
        generator_optimizer.zero_grad()
        generator_loss = -critic(generator(noise)).mean()
        generator_loss.backward()
        generator_optimizer.step()
