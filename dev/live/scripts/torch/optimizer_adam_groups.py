"""Adam whose groups decay otherwise."""

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
groups = [
    {"params": [p for n, p in model.named_parameters() if "bias" in n], "weight_decay": 0.0},
    {"params": [p for n, p in model.named_parameters() if "bias" not in n], "weight_decay": 0.05},
]
optimizer = optim.Adam(groups, lr=0.01, amsgrad=True)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.5)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(epoch, optimizer.param_groups[0]["lr"], loss.item())
