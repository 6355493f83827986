"""A class of the script that scales a loss, adds its gradients up, clips them and steps, in one call."""

import numpy as np
import torch
from torch import nn, optim


class Scaler:
    state_dict_key = "scaler"

    def __init__(self):
        self._scaler = torch.cuda.amp.GradScaler()

    def __call__(self, loss, optimizer, clip_grad=None, parameters=None, create_graph=False, update_grad=True):
        self._scaler.scale(loss).backward(create_graph=create_graph)
        if update_grad:
            if clip_grad is not None:
                assert parameters is not None
                self._scaler.unscale_(optimizer)  # before the norm is taken
                norm = torch.nn.utils.clip_grad_norm_(parameters, clip_grad)
            self._scaler.step(optimizer)
            self._scaler.update()
        else:
            norm = None
        return norm

    def state_dict(self):
        return self._scaler.state_dict()

    def load_state_dict(self, state_dict):
        self._scaler.load_state_dict(state_dict)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


def train_one_epoch(model, optimizer, loss_scaler, accum_iter):
    optimizer.zero_grad()
    for step, (x, y) in enumerate(batches):
        loss = criterion(model(x), y)
        loss_value = loss.item()
        loss = loss / accum_iter
        norm = loss_scaler(loss, optimizer, clip_grad=0.5, parameters=model.parameters(),
                           update_grad=(step + 1) % accum_iter == 0)
        if (step + 1) % accum_iter == 0:
            optimizer.zero_grad()
            print(f"{loss_value:.4f} {float(norm):.4f}")


generator = np.random.RandomState(0)
inputs = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
batches = [(inputs[i : i + 8], labels[i : i + 8]) for i in range(0, 64, 8)]
criterion = nn.CrossEntropyLoss()
model = Net()
optimizer = optim.AdamW(model.parameters(), lr=0.01)
loss_scaler = Scaler()
for epoch in range(25):
    train_one_epoch(model, optimizer, loss_scaler, 2)
    loss_scaler.load_state_dict(loss_scaler.state_dict())
