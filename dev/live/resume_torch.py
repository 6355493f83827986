"""A training in torch that stops half-way: `begin FOLDER` writes it, `finish FOLDER` goes on from Java's and compares.

Numbers, network and options are those of examples/java (dev.lockstep.examples.djl.Resume)."""

import sys
from pathlib import Path

import torch

HALF, PERIOD, LOWEST, DECAY = 50, 120, 0.001, 0.01
BATCH, BATCHES, INPUTS, HIDDEN, OUTPUTS = 16, 5, 8, 16, 4
NAMES = ("SGD", "Adam", "AdamW")
BOUND = 1e-5


def numbers(start, *shape):
    count = torch.Size(shape).numel()
    values = [((i * 7919 + 13) % 2001 - 1000) / 1000.0 for i in range(start, start + count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(INPUTS, HIDDEN)
        self.fc2 = torch.nn.Linear(HIDDEN, OUTPUTS)
        start = 200_000
        with torch.no_grad():
            for p in self.parameters():
                p.copy_(numbers(start, *p.shape) * 0.3)
                start += p.numel()

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


class Training:
    def __init__(self, name):
        self.net = Net()
        rate = 0.05 if name == "SGD" else 0.01
        kind = lambda end: [p for n, p in self.net.named_parameters() if n.endswith(end)]
        groups = [{"params": kind("weight"), "weight_decay": DECAY}, {"params": kind("bias"), "lr": 2 * rate, "weight_decay": 0.0}]
        more = {"momentum": 0.9} if name == "SGD" else {}
        self.optimizer = getattr(torch.optim, name)(groups, lr=rate, **more)
        self.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, PERIOD, LOWEST)

    def parts(self):
        return {"model": self.net, "optimizer": self.optimizer, "scheduler": self.scheduler}

    def run(self):
        for _ in range(HALF):
            batch = self.scheduler.last_epoch % BATCHES
            x = numbers(batch * BATCH * INPUTS, BATCH, INPUTS).float()
            y = numbers(100_000 + batch * BATCH * OUTPUTS, BATCH, OUTPUTS).float()
            self.optimizer.zero_grad()
            (self.net(x) - y).square().mean().backward()
            self.optimizer.step()
            self.scheduler.step()
        return self

    def save(self, file):
        torch.save({key: part.state_dict() for key, part in self.parts().items()}, file)

    def load(self, file):
        saved = torch.load(file)
        for key, part in self.parts().items():
            part.load_state_dict(saved[key])
        return self


def apart(left, right):
    """The largest distance of two elements, measured by the largest element of their tensor."""
    return max(((left[n] - right[n]).abs().max() / right[n].abs().max()).item() for n in right)


def main():
    task, folder = sys.argv[1], Path(sys.argv[2])
    failed = False
    for name in NAMES:
        if task == "begin":
            training = Training(name).run()
            training.save(folder / f"{name}.half.pt")
            training.run().save(folder / f"{name}.full.pt")
            continue
        full = torch.load(folder / f"{name}.full.pt")["model"]
        start = Net().state_dict()
        resumed = apart(torch.load(folder / f"{name}.resumed.pt")["model"], full)
        back = apart(Training(name).load(folder / f"{name}.begun.pt").run().net.state_dict(), full)
        moved = apart(start, full)
        print(f"  torch {name}: torch then Java {resumed:.1e}, Java then torch {back:.1e} (the training moved {moved:.1e})")
        failed |= not (resumed <= BOUND and back <= BOUND and moved > 0.1)
    sys.exit(failed)


main()
