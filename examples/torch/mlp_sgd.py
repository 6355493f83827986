"""Trains a small classifier with momentum; the learning rate falls by steps."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

epochs = 10
batch_size = 32
learning_rate = 0.1

rng = np.random.RandomState(2)
points = rng.randn(640, 6).astype(np.float32)
labels = (points[:, 0] * points[:, 1] > 0).astype(np.int64)
batches = [
    (torch.from_numpy(points[i : i + batch_size]), torch.from_numpy(labels[i : i + batch_size]))
    for i in range(0, len(points), batch_size)
]


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(6, 24)
        self.fc2 = nn.Linear(24, 2)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return self.fc2(x)


net = Net()
optimizer = optim.SGD(net.parameters(), lr=learning_rate, momentum=0.9, weight_decay=5e-4, nesterov=True)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=4, gamma=0.1)

for epoch in range(epochs):
    running_loss = 0.0
    for inputs, targets in batches:
        outputs = net(inputs)
        loss = F.cross_entropy(outputs, targets)

        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    scheduler.step()
    print("epoch %d: loss %.6f" % (epoch + 1, running_loss / len(batches)))
