"""Fifty steps, everything saved and made anew, fifty more."""

import os
import tempfile

import numpy as np
import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.norm = nn.LayerNorm(16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.norm(self.hidden(x))))


def save_checkpoint(state, folder, best):
    torch.save(state, os.path.join(folder, "last.pth.tar"))
    if best:
        torch.save(state, os.path.join(folder, "best.pth.tar"))


def train(epochs, folder, resume=None):
    model = Net()
    optimizer = optim.AdamW(
        [
            {"params": [model.hidden.weight, model.output.weight], "weight_decay": 0.01},
            {"params": [model.hidden.bias, model.norm.weight, model.norm.bias, model.output.bias], "lr": 0.02},
        ],
        lr=0.01,
    )
    scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=30)
    start, best = 0, float("inf")
    if resume:
        checkpoint = torch.load(os.path.join(folder, resume), map_location="cpu", weights_only=False)
        start = checkpoint["epoch"]
        best = checkpoint["best"]
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        scheduler.load_state_dict(checkpoint["scheduler"])
    for epoch in range(start, epochs):
        total = 0.0
        for x, y in batches:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        scheduler.step()
        improved = total < best
        best = min(total, best)
        save_checkpoint(
            {
                "epoch": epoch + 1,
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "scheduler": scheduler.state_dict(),
                "best": best,
            },
            folder,
            improved,
        )
        print(epoch, total, scheduler.last_epoch, [group["lr"] for group in optimizer.param_groups])


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(80, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 80))
batches = [(inputs[i : i + 16], labels[i : i + 16]) for i in range(0, 80, 16)]
criterion = nn.CrossEntropyLoss()
with tempfile.TemporaryDirectory() as folder:
    train(10, folder)
    train(20, folder, resume="last.pth.tar")
