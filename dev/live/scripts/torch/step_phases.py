"""One loop trains and validates."""

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
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
loaders = {"train": batches[:4], "val": batches[4:]}
for epoch in range(25):
    for phase in ["train", "val"]:
        if phase == "train":
            model.train()
        else:
            model.eval()
        total = 0.0
        for x, y in loaders[phase]:
            optimizer.zero_grad()
            with torch.set_grad_enabled(phase == "train"):
                output = model(x)
                loss = criterion(output, y)
                if phase == "train":
                    loss.backward()
                    optimizer.step()
            total += loss.item() * x.size(0)
        print(epoch, phase, total)
