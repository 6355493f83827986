"""An actor and a critic learn from one drawn batch; the critic's targets are computed without gradients in a helper."""

import numpy as np
import torch
from torch import nn, optim


class Memory:
    """Transitions in numpy arrays, drawn at random."""

    def __init__(self, size):
        self.random = np.random.RandomState(0)
        self.rows = self.random.randn(size, 9).astype(np.float32)

    def sample(self, count):
        rows = self.rows[self.random.randint(0, len(self.rows), count)]
        return rows[:, :4], rows[:, 4:5], rows[:, 5:9]


class Agent:
    def __init__(self):
        self.actor = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
        self.critic = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))
        self.critic[0].bias.data.fill_(0.1)
        self.actor_optimizer = optim.Adam(self.actor.parameters(), lr=0.01)
        self.critic_optimizer = optim.Adam(self.critic.parameters(), lr=0.01)

    def targets(self, reward, after):
        with torch.no_grad():
            value = self.critic(torch.cat([after, self.actor(after)], dim=1))
        return reward + 0.9 * value

    def update(self, memory):
        before, reward, after = memory.sample(16)
        before = torch.FloatTensor(before)
        reward = torch.FloatTensor(reward)
        after = torch.FloatTensor(after)
        action = self.actor(before).detach()
        critic_loss = ((self.critic(torch.cat([before, action], dim=1)) - self.targets(reward, after)) ** 2).mean()
        self.critic_optimizer.zero_grad()
        critic_loss.backward()
        self.critic_optimizer.step()

        actor_loss = -self.critic(torch.cat([before, self.actor(before)], dim=1)).mean()
        self.actor_optimizer.zero_grad()
        actor_loss.backward()
        self.actor_optimizer.step()
        return critic_loss.item(), actor_loss.item()


agent = Agent()
memory = Memory(200)
for step in range(100):
    losses = agent.update(memory)
print(losses)
