"""A small classifier on generated points: two groups, and a rate that is halved every few epochs."""

import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim.lr_scheduler import StepLR


class MLP(nn.Module):
    def __init__(self, features, hidden, classes):
        super().__init__()
        self.fc1 = nn.Linear(features, hidden)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(hidden, classes)

    def forward(self, x):
        x = self.relu(self.fc1(x))
        return self.fc2(x)


def make_data(points, classes, seed):
    """Noisy arms of a spiral, one a class."""
    rng = np.random.RandomState(seed)
    label = np.arange(points) % classes
    radius = 0.2 + 0.8 * np.arange(points) / points
    angle = 2 * np.pi * label / classes + 2 * radius + 0.1 * rng.randn(points)
    x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return x.astype(np.float32), label.astype(np.int32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--weight-decay", type=float, default=0.01)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--hidden", type=int, default=16)
    args = parser.parse_args()

    torch.manual_seed(0)
    x, y = make_data(384, 3, seed=0)
    model = MLP(2, args.hidden, 3)
    criterion = nn.CrossEntropyLoss()

    # Biases are not decayed.
    decay = [p for name, p in model.named_parameters() if not name.endswith("bias")]
    no_decay = [p for name, p in model.named_parameters() if name.endswith("bias")]
    optimizer = optim.AdamW(
        [
            {"params": decay, "weight_decay": args.weight_decay},
            {"params": no_decay, "weight_decay": 0.0},
        ],
        lr=args.lr,
    )
    scheduler = StepLR(optimizer, step_size=8, gamma=0.5)

    for epoch in range(args.epochs):
        total = 0.0
        for start in range(0, len(x), args.batch_size):
            inputs = torch.tensor(x[start : start + args.batch_size])
            labels = torch.tensor(y[start : start + args.batch_size], dtype=torch.long)
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(inputs)
        scheduler.step()
        print(f"epoch {epoch + 1}: loss {total / len(x):.6f}")


if __name__ == "__main__":
    main()
