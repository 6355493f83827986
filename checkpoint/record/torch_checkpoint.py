"""Records a small torch checkpoint and, independently of any reader of ours, what it holds.

    python torch_checkpoint.py OUT_FOLDER

adamw.pt: model, optimizer (two groups, amsgrad) and scheduler state after three steps, and one value of
each other kind that a checkpoint may hold; adamw.json: every tensor as type, shape and hexadecimal bytes. small.pt: one tensor, for flipping each of its bits.
"""
import json
import pathlib
import sys

import torch

out = pathlib.Path(sys.argv[1])
torch.manual_seed(7)
model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
optimizer = torch.optim.AdamW(
    [{"params": model[0].parameters(), "lr": 0.01}, {"params": model[1].parameters()}], lr=0.1, amsgrad=True)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 2, 5], gamma=0.5)
for _ in range(3):
    optimizer.zero_grad()
    model(torch.randn(4, 3)).square().sum().backward()
    optimizer.step()
    scheduler.step()
checkpoint = {
    "model": model.state_dict(), "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict(),
    "epoch": 3, "best": 1.5, "seed": 2**70, "below": -5, "done": True, "note": None, "name": "größe",
    "half": torch.tensor([1.5, -2.0]).half(), "brain": torch.tensor([1.5, -2.0]).bfloat16(),
    "double": torch.tensor([0.1], dtype=torch.float64), "bytes": torch.tensor([[1, 255]], dtype=torch.uint8),
    "transposed": torch.arange(6.0).reshape(2, 3).t(), "tail": torch.arange(5)[2:], "empty": torch.zeros(0, 3),
    "scalar": torch.tensor(2.5), "flags": torch.tensor([True, False]), "repeated": torch.ones(1).expand(3),
    "parameter": torch.nn.Parameter(torch.ones(2)), "size": torch.Size([2, 3]), "set": {1},
    "dtype": torch.float32, "device": torch.device("cpu"),
}
torch.save(checkpoint, out / "adamw.pt")
torch.save({"weight": torch.tensor([0.1, -2.0]), "step": 3}, out / "small.pt")

tensors = {}


def collect(path, value):
    if isinstance(value, torch.Tensor):
        flat = value.detach().contiguous()
        raw = flat.view(torch.int16) if flat.dtype == torch.bfloat16 else flat
        tensors[path] = {"dtype": str(value.dtype), "shape": list(value.shape), "hex": raw.numpy().tobytes().hex()}
    elif isinstance(value, dict):
        for key, item in value.items():
            collect(f"{path}.{key}" if path else str(key), item)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            collect(f"{path}.{index}", item)


collect("", checkpoint)
(out / "adamw.json").write_text(json.dumps({"torch": torch.__version__, "tensors": tensors}, indent=1) + "\n")
