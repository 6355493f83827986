import numpy as np
import torch
from torch import nn, optim
from torch.optim.lr_scheduler import ExponentialLR

points = np.array([[1, 2], [2, 3], [4, 6], [3, 1]], np.float32)
values = np.array([[8], [13], [26], [9]], np.float32)

model = nn.Linear(2, 1, bias=False)
loss_fn = nn.MSELoss()
optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
scheduler = ExponentialLR(optimizer, gamma=0.9)

for epoch in range(20):
    for x, y in zip(points, values):
        input, target = torch.tensor(x), torch.tensor(y)
        optimizer.zero_grad()
        output = model(input)
        loss = loss_fn(output, target)
        loss.backward()
        optimizer.step()
    scheduler.step()
