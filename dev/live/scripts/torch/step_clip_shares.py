"""Two optimizers step on one loss; the gradients of each network are clipped apart."""

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
actor = Net()
critic = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 1))
actor_optimizer = optim.SGD(actor.parameters(), lr=0.2, momentum=0.9)
critic_optimizer = optim.Adam(critic.parameters(), lr=0.01)
for epoch in range(25):
    for x, y in batches:
        value = critic(x).squeeze(1)
        loss = criterion(actor(x), y) + 0.5 * (value - y.float()).pow(2).mean()
        actor_optimizer.zero_grad()
        critic_optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(actor.parameters(), 0.1)
        nn.utils.clip_grad_norm_(critic.parameters(), 0.3)
        actor_optimizer.step()
        critic_optimizer.step()
