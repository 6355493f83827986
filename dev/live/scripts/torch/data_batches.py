"""Batches from a data set of the script's own; a part of the samples is kept for the end."""

import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import ConcatDataset, DataLoader, Dataset, Subset, TensorDataset


class Points(Dataset):
    def __init__(self, count):
        generator = np.random.RandomState(0)
        self.inputs = generator.randn(count, 6).astype(np.float32)
        self.labels = generator.randint(0, 3, count)

    def __getitem__(self, index):
        return {"x": self.inputs[index], "y": int(self.labels[index])}

    def __len__(self):
        return len(self.labels)


def pairs(samples):
    x = torch.tensor(np.stack([sample["x"] for sample in samples]))
    return x, torch.tensor([sample["y"] for sample in samples])


points = Points(90)
train = ConcatDataset([Subset(points, list(range(40))), Subset(points, list(range(40, 80)))])
loader = DataLoader(train, batch_size=16, shuffle=False, collate_fn=pairs, num_workers=0, drop_last=True)
rest = DataLoader(Subset(points, list(range(80, 90))), batch_size=4)
criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3))
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for epoch in range(20):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    print(epoch, len(loader), loss.item())
for batch in rest:
    print(batch["x"].shape, criterion(model(batch["x"]), batch["y"]).item())
for x, y in DataLoader(TensorDataset(torch.ones(3, 6), torch.zeros(3)), batch_size=2):
    print(model(x).shape, y.shape)
