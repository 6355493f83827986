"""Four points on y = 2*x1 + 3*x2, fitted by plain SGD."""

import torch
from torch import nn


class LinearRegression(nn.Module):
    """y = x w, with the hyper-parameters of its training beside it."""

    def __init__(self, lr=0.01, steps=500):
        super().__init__()
        self.lr = lr
        self.steps = steps
        self.w = nn.Parameter(torch.randn(2, 1))

    def forward(self, x):
        return torch.matmul(x, self.w)


def main():
    torch.manual_seed(0)
    x = torch.tensor([[1.0, 2.0], [2.0, 3.0], [4.0, 6.0], [3.0, 1.0]])
    y = torch.tensor([[8.0], [13.0], [26.0], [9.0]])

    model = LinearRegression()
    loss_fn = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=model.lr)

    for i in range(model.steps):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (i + 1) % 50 == 0:
            print(f"{i + 1}/{model.steps} loss:{loss.item()}")

    print("w:", model.w)


if __name__ == "__main__":
    main()
