"""Two optimizers step on one backward pass."""

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
encoder = nn.Linear(6, 16)
decoder = nn.Linear(16, 3)
encoder_optimizer = optim.SGD(encoder.parameters(), lr=0.1, momentum=0.9)
decoder_optimizer = optim.AdamW(decoder.parameters(), lr=0.01)
for epoch in range(20):
    for x, y in batches:
        encoder_optimizer.zero_grad()
        decoder_optimizer.zero_grad()
        loss = criterion(decoder(torch.tanh(encoder(x))), y)
        loss.backward()
        encoder_optimizer.step()
        decoder_optimizer.step()
    print(epoch, loss.item())
