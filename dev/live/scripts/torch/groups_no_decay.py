"""Norm layers and biases are spared from decay by lists of names; a frozen layer goes to the optimizer with the rest."""

import numpy as np
import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.frozen = nn.Linear(6, 6)
        self.hidden = nn.Linear(6, 16)
        self.batch = nn.BatchNorm1d(16)
        self.LayerNorm = nn.LayerNorm(16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        x = torch.tanh(self.hidden(x + self.frozen(x)))
        return self.output(self.LayerNorm(self.batch(x)))


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(72, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 72))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 72, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
with torch.no_grad():
    for param in model.frozen.parameters():
        param.fill_(0.1)
for name, param in model.named_parameters():
    if name.startswith("frozen"):
        param.requires_grad = False
no_decay = ["bias", "LayerNorm.weight"]
groups = [
    {
        "params": [p for n, p in model.named_parameters() if p.requires_grad and not any(nd in n for nd in no_decay)],
        "weight_decay": 0.1,
    },
    {"params": [p for n, p in model.named_parameters() if p.requires_grad and n.endswith("bias")], "weight_decay": 0.0},
    {
        "params": [
            p for n, p in model.named_parameters() if any(nd in n for nd in no_decay) and not n.endswith("bias")
        ],
        "weight_decay": 0.01,
    },
]
optimizer = optim.AdamW(groups, lr=0.01)
for epoch in range(20):
    for x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
