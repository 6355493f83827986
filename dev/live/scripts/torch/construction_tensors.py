"""Plain tensors that optimizers change: a temperature, an input, a list of latents."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import optim
from torch.autograd import Variable


class Temperature:
    def __init__(self, target):
        self.target = target
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.optimizer = optim.Adam([self.log_alpha], lr=0.01)

    def update(self, entropy):
        loss = -(self.log_alpha * (entropy + self.target).detach()).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return self.log_alpha.exp()


generator = np.random.RandomState(0)
content = torch.from_numpy(generator.randn(4, 5).astype(np.float32))
target = torch.from_numpy(generator.randn(4, 5).astype(np.float32))
temperature = Temperature(-0.5)
image = Variable(content, requires_grad=True)
latent = content.clone().requires_grad_(True)
noise = torch.ones(4, 5)
noise.requires_grad_()
optimizer = optim.SGD([image, latent], lr=0.05, momentum=0.9)
painter = optim.Adam([{"params": [noise], "lr": 0.02}], lr=0.1, betas=(0.5, 0.9))
for step in range(50):
    optimizer.zero_grad()
    painter.zero_grad()
    loss = F.mse_loss(image * 2 + latent, target) + (noise * target).pow(2).mean()
    loss.backward()
    optimizer.step()
    painter.step()
    temperature.update(target[0])
    print(step, loss.item())
