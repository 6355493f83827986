"""A scaler that a part of the training does without; a scheduler that extends LambdaLR, and get_lr()."""

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


class Warmup(optim.lr_scheduler.LambdaLR):
    """The rate grows for some epochs, then falls."""

    def __init__(self, optimizer, warmup, total, last_epoch=-1):
        self.warmup, self.total = warmup, total
        super().__init__(optimizer, self.factor, last_epoch=last_epoch)

    def factor(self, epoch):
        if epoch < self.warmup:
            return (epoch + 1) / self.warmup
        return (self.total - epoch) / (self.total - self.warmup)


def train_one_epoch(model, optimizer, batches, scaler=None):
    for x, y in batches:
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        if scaler is not None:
            scaler.scale(loss).backward()
            scaler.unscale_(optimizer)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            scaler.step(optimizer)
            scaler.update()
        else:
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 64, 16)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.SGD(model.parameters(), lr=0.2)
scheduler = Warmup(optimizer, 5, 30)
scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
for epoch in range(25):
    train_one_epoch(model, optimizer, batches, scaler if epoch % 2 else None)
    print(f"epoch {epoch}: {scheduler.get_lr()[0]:.6f}")
    scheduler.step()
