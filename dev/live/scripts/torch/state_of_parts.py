"""A part of a model takes the state of another part each fifth step; losses are asked for in the old way."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim


class Twins(nn.Module):
    def __init__(self):
        super().__init__()
        self.online = nn.Linear(6, 4)
        self.target = nn.Linear(6, 4)

    def copy_over(self):
        self.target.load_state_dict(self.online.state_dict())

    def forward(self, x, noise):
        return self.online(x), self.target(x + noise).detach()


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
noises = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
batches = [(inputs[i : i + 16], noises[i : i + 16]) for i in range(0, 80, 16)]
each = nn.MSELoss(reduce=False)
model = Twins()
optimizer = optim.SGD(model.online.parameters(), lr=0.002, momentum=0.9)
model.copy_over()
step = 0
for epoch in range(20):
    for x, noise in batches:
        online, target = model(x, noise)
        loss = F.mse_loss(online, target, size_average=False) + each(online, -target).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 5 == 0:
            model.copy_over()
    print(epoch, loss.item())
