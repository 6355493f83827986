"""The last batch is smaller than the others; the trainer is handed a model that it never tells to train."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 8)
        self.norm = nn.BatchNorm1d(8)
        self.output = nn.Linear(8, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.norm(self.hidden(x))))


class Trainer:
    def __init__(self, model):
        self.model = model
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 2.0, 0.5]))
        self.optimizer = optim.SGD(self.model.parameters(), lr=0.1, momentum=0.9)

    def fit(self, batches):
        for epoch in range(20):
            for x, y in batches:

                def closure():
                    self.optimizer.zero_grad()
                    output = self.model(x)
                    with torch.no_grad():
                        smooth = torch.sigmoid(self.model(x))
                    loss = self.criterion(output, y) + F.binary_cross_entropy_with_logits(output, smooth)
                    loss.backward()
                    return loss

                loss = self.optimizer.step(closure)
            print(epoch, loss.item())


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(70, 6).astype(np.float32))
targets = torch.from_numpy(generator.rand(70, 3).astype(np.float32))
batches = [(inputs[i : i + 16], targets[i : i + 16]) for i in range(0, 70, 16)]
trainer = Trainer(Net())
trainer.fit(batches)
