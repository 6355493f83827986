"""LBFGS calls a closure several times a step."""

# live: not fed, the optimizer takes its gradients itself
import numpy as np
import torch
from torch import nn, optim


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
targets = torch.from_numpy(generator.randn(80, 3).astype(np.float32))
criterion = nn.MSELoss()
model = nn.Linear(6, 3)
# Near the minimum the loss changes by a rounding or not at all: with the default tolerance that decides how many
# iterations a step takes, and torch itself is 4e-4 apart after gradients that differ in their last bit.
optimizer = optim.LBFGS(model.parameters(), lr=0.1, max_iter=4, tolerance_change=0)
for step in range(20):

    def closure():
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        return loss

    loss = optimizer.step(closure)
    print(step, loss.item())
