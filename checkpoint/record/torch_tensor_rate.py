"""Writes the checkpoint of a training whose rates and betas are tensors, and prints the step after it.

    python checkpoint/record/torch_tensor_rate.py checkpoint/src/test/resources/dev/lockstep/checkpoint/tensor-rate.pt
"""

import sys

import torch


def words(tensor):
    return [format(word & 0xFFFFFFFF, "08x") for word in tensor.detach().flatten().view(torch.int32).tolist()]


w = torch.nn.Parameter(torch.arange(6.0).reshape(2, 3))
b = torch.nn.Parameter(torch.ones(2))
groups = [{"params": [w]}, {"params": [b], "lr": torch.tensor([0.2], dtype=torch.float64)}]
betas = torch.tensor(0.9), torch.tensor(0.99, dtype=torch.float64)
optimizer = torch.optim.AdamW(groups, lr=torch.tensor(0.1), betas=betas)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=7, eta_min=1e-3)


def step(of_w, of_b):
    w.grad, b.grad = torch.full_like(w, of_w), torch.full_like(b, of_b)
    optimizer.step()
    schedule.step()


for k in range(3):
    step(k + 1, 1 / (k + 1))
states = {"optimizer": optimizer.state_dict(), "scheduler": schedule.state_dict()}
torch.save({"model": {"w": w.detach(), "b": b.detach()}} | states, sys.argv[1])
step(3, 5)
print(words(w), words(b), [float(group["lr"]).hex() for group in optimizer.param_groups])
