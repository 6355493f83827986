"""Classes of optimizers that are chosen: by getattr, from tables, by a variable, as an argument."""

import argparse
import functools

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.optim import SGD, Adam

parser = argparse.ArgumentParser()
parser.add_argument("--optim", default="Adam")
parser.add_argument("--kind", default="sgd")
args = parser.parse_args([])
TABLE = {"sgd": SGD, "adam": Adam, "adamw": optim.AdamW}


def make(params, cls, **options):
    return cls(params, **options)


def of_module(name, module, *given, **options):
    return getattr(module, name)(*given, **options)


if args.kind == "adam":
    variable = optim.Adam
else:
    variable = optim.RMSprop
partial = functools.partial(optim.Adam, lr=0.01, betas=(0.8, 0.99), weight_decay=0.01)

generator = np.random.RandomState(0)
data = torch.from_numpy(generator.randn(64, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 64))
models = [nn.Linear(6, 3) for _ in range(6)]
a = getattr(optim, args.optim)(models[0].parameters(), lr=0.01, weight_decay=0.1)
b = TABLE[args.kind](models[1].parameters(), lr=0.05, momentum=0.9)
c = variable(models[2].parameters(), lr=0.002)
d = partial(models[3].parameters())
e = make(models[4].parameters(), optim.Adagrad, lr=0.03)
f = of_module("NAdam", torch.optim, models[5].parameters(), lr=0.01)
for epoch in range(10):
    for i in range(0, 64, 16):
        for optimizer, model in zip((a, b, c, d, e, f), models):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(data[i : i + 16]), labels[i : i + 16])
            loss.backward()
            optimizer.step()
    print(epoch, loss.item())
