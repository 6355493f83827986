"""Fragments of torch trainings: fragments.py says how they are put together."""

from fragments import option

ACTIVATION = ["torch.tanh(<inner>)", "F.gelu(<inner>)", "F.softplus(<inner>)", "torch.sigmoid(<inner>)", "F.silu(<inner>)", "F.elu(<inner>)"]

# What a layer's output goes through: one line or more about `h` of shape (batch, 16)
CALLS = [
    "",
    "",
    "h = torch.cat([h, h * 2], dim=1)[:, :16]",
    "h = torch.stack((h, -h), dim=0).sum(0) + h",
    "h = h.masked_fill(h < -0.5, 0.0)",
    "h = torch.where(h > 0, h, 0.1 * h)",
    "h = h.clamp(min=-0.9, max=0.9)",
    "h = F.normalize(h, dim=1)",
    "h = torch.softmax(h, dim=-1) * 16",
    "a, b = h.chunk(2, dim=1)\nh = torch.cat((b, a), 1)",
    "h = h.view(h.size(0), 4, 4).transpose(1, 2).reshape(h.size(0), -1)",
    "h = h.view(-1, 4, 4).permute(0, 2, 1).contiguous().view(-1, 16)",
    "h = h - h.mean(dim=1, keepdim=True)",
    "h = h / (h.std(dim=1, keepdim=True) + 1.0)",
    "h = h * h.max(dim=1, keepdim=True)[0]",
    "h = torch.bmm(h.view(-1, 4, 4), h.view(-1, 4, 4)).flatten(1)",
    "h = F.pad(h, (1, 1))[:, 1:-1]",
    "h = h.cumsum(dim=1) / 16",
    "h = h + h.topk(3, dim=1)[0].sum(1, keepdim=True)",
    "h = h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + 1e-6)",
    "h = h + h.norm(dim=1, keepdim=True)",
    "h = F.dropout(h, p=0.0, training=self.training)",
    "h = h + F.one_hot(h.argmax(1), 16).float()",
    "h = torch.gather(h, 1, torch.zeros(h.size(0), 16, dtype=torch.long)) + h",
    "h = h.unsqueeze(1).expand(-1, 2, -1).mean(1)",
]

NET = """class Net(nn.Module):
    def __init__(self):
        <super>
        <layers>

    def forward(self, x):
        <forward>
    <methods>
"""

IMPORTS = '''"""A training put together at random."""

import argparse
import copy
import itertools
import math
import os
import tempfile

import numpy as np
import torch
import torch.nn.functional as F
<imports>
from torch.utils.data import DataLoader, Dataset, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--amp", action="store_true")
<+options>
args = parser.parse_args()
cfg = {
    <+config>
}
EPOCHS = 5
<+constants>
path = os.path.join(tempfile.mkdtemp(), "saved.pt")
generator = np.random.RandomState(0)


<+functions>
'''

DATA = """inputs = torch.from_numpy(generator.randn(60, 6).astype(np.float32))
labels = <labels>
<batches>
"""

BATCHES = [
    "loader = [(inputs[i : i + <size>], labels[i : i + <size>]) for i in range(0, 60, <size>)]",
    "loader = DataLoader(TensorDataset(inputs, labels), batch_size=<size>, shuffle=False)",
    "loader = DataLoader(TensorDataset(inputs, labels), batch_size=<size>, drop_last=True)",
    "train_set = torch.utils.data.Subset(TensorDataset(inputs, labels), range(48))\nloader = DataLoader(train_set, batch_size=<size>)",
    {
        "batches": "train_set, rest = torch.utils.data.random_split(TensorDataset(inputs, labels), [60, 0])\nloader = DataLoader(train_set, batch_size=60)",
        "shuffled": "yes",
    },
    {
        "batches": "loader = DataLoader(Points(inputs, labels), batch_size=<size>, shuffle=False, num_workers=0)",
        "+functions": """class Points(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index], self.labels[index]

""",
    },
]

CLASSES = [
    {"criterion": "criterion = nn.CrossEntropyLoss()", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.CrossEntropyLoss(label_smoothing=0.1)", "loss": "criterion(<o>, <t>)"},
    {"criterion": 'criterion = nn.CrossEntropyLoss(reduction="sum")', "loss": "criterion(<o>, <t>) / 16"},
    {"criterion": "criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]))", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.CrossEntropyLoss(ignore_index=1)", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]), label_smoothing=0.1)", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.NLLLoss()", "loss": "criterion(F.log_softmax(<o>, dim=-1), <t>)"},
    {"criterion": "criterion = nn.NLLLoss(weight=torch.tensor([0.2, 0.5, 1.0]))", "loss": "criterion(torch.log_softmax(<o>, 1), <t>)"},
    {"criterion": "criterion = nn.MultiMarginLoss()", "loss": "criterion(<o>, <t>)"},
    {"loss": "F.cross_entropy(<o>, <t>)"},
    {"loss": "F.cross_entropy(<o>, <t>, label_smoothing=0.2)"},
    {"loss": "F.nll_loss(F.log_softmax(<o>, dim=1), <t>)"},
    {"loss": 'F.cross_entropy(<o>, <t>, reduction="none").mean()'},
    {"loss": "F.cross_entropy(<o>, <t>, ignore_index=2)"},
    {"loss": "-F.log_softmax(<o>, -1).gather(1, <t>.unsqueeze(1)).mean()"},
    {"loss": "-(F.one_hot(<t>, 3).float() * F.log_softmax(<o>, dim=1)).sum(1).mean()"},
    {"loss": "focal_loss(<o>, <t>)", "+functions": """def focal_loss(logits, target, gamma=2.0):
    entropy = F.cross_entropy(logits, target, reduction="none")
    certain = torch.exp(-entropy)
    return ((1 - certain) ** gamma * entropy).mean()

"""},
    {"criterion": "criterion = Smoothed(0.1)", "loss": "criterion(<o>, <t>)", "+functions": """class Smoothed(nn.Module):
    def __init__(self, smoothing):
        super().__init__()
        self.smoothing = smoothing

    def forward(self, output, target):
        logs = F.log_softmax(output, dim=-1)
        picked = -logs.gather(dim=-1, index=target.unsqueeze(1)).squeeze(1)
        return ((1.0 - self.smoothing) * picked - self.smoothing * logs.mean(dim=-1)).mean()

"""},
    {"loss": "distillation(<o>, <t>)", "+functions": """def distillation(output, target, heat=2.0):
    soft = F.softmax(F.one_hot(target, 3).float() / heat, dim=1)
    return F.kl_div(F.log_softmax(output / heat, dim=1), soft, reduction="batchmean") * heat * heat

"""},
    {"loss": "F.triplet_margin_loss(<o>, F.one_hot(<t>, 3).float(), F.one_hot((<t> + 1) % 3, 3).float(), margin=0.5)"},
    {"criterion": "criterion = nn.CosineEmbeddingLoss(margin=0.1)", "loss": "criterion(<o>, F.one_hot(<t>, 3).float(), 2.0 * (<t> > 0).float() - 1.0)"},
]

NUMBERS = [
    {"criterion": "criterion = nn.MSELoss()", "loss": "criterion(<o>, <t>)"},
    {"loss": "F.mse_loss(<o>, <t>)"},
    {"loss": 'F.mse_loss(<o>, <t>, reduction="sum") / 48'},
    {"criterion": "criterion = nn.BCEWithLogitsLoss()", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 2.0, 3.0]))", "loss": "criterion(<o>, <t>)"},
    {"loss": "F.binary_cross_entropy(torch.sigmoid(<o>), <t>)"},
    {"criterion": "criterion = nn.BCELoss()", "loss": "criterion(<o>.sigmoid(), <t>)"},
    {"criterion": "criterion = nn.SmoothL1Loss()", "loss": "criterion(<o>, <t>)"},
    {"loss": "F.smooth_l1_loss(<o>, <t>, beta=0.5)"},
    {"loss": "((<o> - <t>) ** 2).mean()"},
    {"loss": "torch.mean(torch.pow(<o> - <t>, 2))"},
    {"loss": "(<o> - <t>).pow(2).sum(dim=1).mean()"},
    {"criterion": "criterion = nn.L1Loss()", "loss": "criterion(<o>, <t>)"},
    {"loss": "F.kl_div(F.log_softmax(<o>, dim=1), F.softmax(<t>, dim=1), reduction='batchmean')"},
    {"criterion": "criterion = nn.KLDivLoss(reduction='sum')", "loss": "criterion(F.log_softmax(<o>, dim=1), F.softmax(<t>, dim=1)) / 16"},
    {"criterion": "criterion = nn.HuberLoss(delta=0.5)", "loss": "criterion(<o>, <t>)"},
    {"loss": "(1 - F.cosine_similarity(<o>, <t>, dim=1)).mean()"},
    {"loss": "torch.log(torch.cosh(<o> - <t>)).mean()"},
    {"criterion": "criterion = nn.PoissonNLLLoss()", "loss": "criterion(<o>, <t>)"},
    {"criterion": "criterion = nn.GaussianNLLLoss()", "loss": "criterion(<o>, <t>, torch.ones_like(<o>))"},
]


def losses(rows, needs):
    """Each loss of what the model gives, of `output`, and of `output` beside the labels in reverse."""
    of = {"valued": ("<model>(x)", "y"), "valued_output": ("output", "y"), "valued_flipped": ("output", "y.flip(0)")}
    return [
        {**row, "needs": needs, **{key: row["loss"].replace("<o>", o).replace("<t>", t) for key, (o, t) in of.items()}}
        for row in rows
    ]


NETS = [
    {
        "layers": "self.hidden = nn.Linear(6, 16)\nself.output = nn.Linear(16, 3<bias>)",
        "forward": "h = <act>\n<call>\n<other>\nreturn self.output(h)",
        "inner": "self.hidden(x)",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 16)\nself.norm = <norm>\nself.output = nn.Linear(16, 3)",
        "forward": "h = <act>\nreturn self.output(h)",
        "inner": "self.norm(self.hidden(x))",
        "normed": "yes",
    },
    {
        "layers": "self.hidden = nn.Sequential(\n    nn.Conv2d(1, 4, 3, padding=1<bias>),\n    <norm_images>,\n    nn.SiLU(),\n)\nself.output = nn.Linear(4, 3)",
        "forward": "h = self.hidden(<image>)\nreturn self.output(<pooled>)",
        "normed": "yes",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 16)\nself.scale = nn.Parameter(torch.ones(16))\nself.output = nn.Linear(16, 3)",
        "forward": "h = <act> * self.scale\n<call>\nreturn self.output(h)",
        "inner": "self.hidden(x)",
    },
    {
        "layers": "self.hidden = nn.Embedding(8, 16)\nself.output = nn.Linear(16, 3)",
        "forward": "tokens = (x.abs() * 3).long().clamp(0, 7)\nh = self.hidden(tokens).mean(dim=1)\nreturn self.output(<act>)",
        "inner": "h",
    },
    {
        "layers": "self.hidden = nn.Embedding(8, 16, padding_idx=0)\nself.bias = nn.Parameter(torch.zeros(8))\nself.output = nn.Linear(8, 3)",
        "forward": "tokens = (x.abs() * 3).long().clamp(max=7)\nh = self.hidden(tokens).sum(1)\nh = F.linear(h, self.hidden.weight, self.bias)\nreturn self.output(torch.tanh(h))",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 6)\nself.output = nn.Linear(6, 3)",
        "forward": "for _ in range(2):\n    x = <act>\nreturn self.output(x)",
        "inner": "self.hidden(x)",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 6)\nself.back = nn.Linear(6, 6)\nself.back.weight = self.hidden.weight\nself.output = nn.Linear(6, 3)",
        "forward": "h = self.back(<act>)\nreturn self.output(h)",
        "inner": "self.hidden(x)",
    },
    {
        "layers": "self.hidden = nn.<cells>(2, 8, batch_first=True)\nself.output = nn.Linear(8, 3)",
        "forward": "h, _ = self.hidden(x.view(-1, 3, 2))\nreturn self.output(<last>)",
    },
    {
        "layers": "self.hidden = nn.Linear(2, 8)\nself.attention = nn.MultiheadAttention(8, 2, batch_first=True)\nself.norm = nn.LayerNorm(8)\nself.output = nn.Linear(8, 3)",
        "forward": "h = self.hidden(x.view(-1, 3, 2))\nh = self.norm(h + self.attention(h, h, h)[0])\nreturn self.output(h.mean(1))",
    },
    {
        "layers": "self.hidden = nn.Linear(2, 8)\nself.query = nn.Linear(8, 8)\nself.key = nn.Linear(8, 8, bias=False)\nself.output = nn.Linear(8, 3)",
        "forward": "h = self.hidden(x.reshape(x.shape[0], 3, 2))\nscores = self.query(h) @ self.key(h).transpose(-2, -1) / math.sqrt(8)\nh = F.softmax(scores, dim=-1) @ h\nreturn self.output(<last>)",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 16)\nself.layers = nn.ModuleList([nn.Linear(16, 16) for _ in range(2)])\nself.output = nn.Linear(16, 3)",
        "forward": "h = <act>\nfor layer in self.layers:\n    h = h + torch.tanh(layer(h))\nreturn self.output(h)",
        "inner": "self.hidden(x)",
    },
    {
        "layers": "self.hidden = nn.Linear(6, 16)\nself.drop = nn.Dropout(0.0)\nself.output = nn.Linear(16, 3)\nself.apply(self._init_weights)",
        "forward": "h = self.drop(<act>)\nreturn self.output(h)",
        "methods": "\ndef _init_weights(self, module):\n    if isinstance(module, nn.Linear):\n        nn.init.<init_call>\n        nn.init.zeros_(module.bias)",
        "inner": "self.hidden(x)",
    },
]

PARAMETERS = [
    *[{"parameters": "<model>.parameters()"}] * 3,
    {"parameters": "filter(lambda p: p.requires_grad, <model>.parameters())"},
    {"parameters": "[p for p in <model>.parameters() if p.requires_grad]"},
    {"parameters": '[{"params": <model>.hidden.parameters(), "lr": 0.02}, {"params": [p for n, p in <model>.named_parameters() if not n.startswith("hidden.")]}]', "without": "tied"},
    {
        "grouped": "decay, plain = [], []\nfor name, param in <model>.named_parameters():\n    if not param.requires_grad:\n        continue\n    if <plain>:\n        plain.append(param)\n    else:\n        decay.append(param)",
        "parameters": '[{"params": decay, "weight_decay": <decay>}, {"params": plain, "weight_decay": 0.0}]',
    },
    {
        "grouped": "no_decay = ['bias', 'norm']",
        "parameters": """[
    {"params": [p for n, p in <model>.named_parameters() if not any(k in n for k in no_decay)], "weight_decay": <decay>},
    {"params": [p for n, p in <model>.named_parameters() if any(k in n for k in no_decay)], "weight_decay": 0.0},
]""",
    },
    {
        "grouped": "groups = []\nfor name, param in <model>.named_parameters():\n    depth = 0 if name.startswith('hidden') else 1\n    groups.append({'params': [param], 'lr': <lr> * 0.5 ** (1 - depth), 'weight_decay': <decay> if param.ndim > 1 else 0.0})",
        "parameters": "groups",
    },
    {
        "grouped": "weights, others = [], []\nfor module in <model>.modules():\n    for name, param in module.named_parameters(recurse=False):\n        if name == 'weight':\n            weights.append(param)\n        else:\n            others.append(param)",
        "parameters": '[{"params": weights, "weight_decay": <decay>}, {"params": others}]',
    },
    {
        "parameters": "part_groups(<model>, <lr>)",
        "+functions": """def part_groups(model, lr):
    groups = [{"params": model.output.parameters(), "lr": lr * 0.5}]
    if hasattr(model, "hidden"):
        groups.append({"params": model.hidden.parameters()})
    return groups

""",
    },
    {
        "parameters": "layer_groups(<model>, <lr>)",
        "+functions": """def layer_groups(model, lr, rate=0.7):
    groups = {}
    for name, param in model.named_parameters():
        if not param.requires_grad:
            continue
        layer = 0 if "hidden" in name else 1 if "output" not in name else 2
        key = f"layer_{layer}_{'plain' if param.ndim == 1 else 'decay'}"
        if key not in groups:
            groups[key] = {"params": [], "lr": lr * rate ** (2 - layer), "weight_decay": 0.0 if param.ndim == 1 else 0.01}
        groups[key]["params"].append(param)
    return list(groups.values())

""",
    },
]

OPTIMIZERS = [
    *["SGD(<params>, lr=<lr><sgd><wd>)"] * 4,
    *["Adam(<params>, lr=<lr><adam><wd>)"] * 3,
    *["AdamW(<params>, lr=<lr><adam><wd>)"] * 3,
    "RMSprop(<params>, lr=<lr><rmsprop><wd>)",
    "Adagrad(<params>, lr=<lr><adagrad><wd>)",
    "Adadelta(<params>, lr=<lr><wd>)",
    "Adamax(<params>, lr=<lr><wd>)",
    "NAdam(<params>, lr=<lr><wd>)",
    "RAdam(<params>, lr=<lr><wd>)",
    "Rprop(<params>, lr=<lr>)",
    "ASGD(<params>, lr=<lr><wd>)",
]

PER_EPOCH = [
    "StepLR(<optimizer>, step_size=2, gamma=0.5)",
    "StepLR(<optimizer>, 3)",
    "MultiStepLR(<optimizer>, milestones=[2, 4], gamma=0.1)",
    "ExponentialLR(<optimizer>, gamma=0.8)",
    "CosineAnnealingLR(<optimizer>, T_max=6)",
    "CosineAnnealingLR(<optimizer>, T_max=EPOCHS, eta_min=0.001)",
    "LambdaLR(<optimizer>, lr_lambda=lambda epoch: 0.9 ** epoch)",
    "LambdaLR(<optimizer>, lambda e: 1.0 if e < 2 else 0.1)",
    "LinearLR(<optimizer>, start_factor=0.3, total_iters=4)",
    "ConstantLR(<optimizer>, factor=0.5, total_iters=2)",
    "PolynomialLR(<optimizer>, total_iters=6, power=2.0)",
    "CosineAnnealingWarmRestarts(<optimizer>, T_0=2, T_mult=2)",
    "MultiplicativeLR(<optimizer>, lambda e: 0.95)",
    "CyclicLR(<optimizer>, base_lr=0.001, max_lr=0.05, step_size_up=5, cycle_momentum=False)",
    "LambdaLR(<optimizer>, factor)",
]

FACTOR = {"+functions": """def factor(step):
    if step < 3:
        return (step + 1) / 3
    return max(0.1, 1 - step / 12)

"""}

SCHEDULES = [
    *[{"per_epoch": ""}] * 3,
    *[{"schedule": "<scheduler> = <lr_scheduler><each>", "per_epoch": "<scheduler>.step()\n<rate_log>", **FACTOR}] * 4,
    *[{"schedule": "<scheduler> = <lr_scheduler><each>", "per_batch": "<scheduler>.step()", **FACTOR}] * 2,
    {"schedule": "<scheduler> = <lr_scheduler>OneCycleLR(<optimizer>, max_lr=0.05, total_steps=120<cycle>)", "per_batch": "<scheduler>.step()"},
    {"schedule": "<scheduler> = <lr_scheduler>OneCycleLR(<optimizer>, 0.05, epochs=EPOCHS, steps_per_epoch=len(<loader>), pct_start=0.2<cycle>)", "per_batch": "<scheduler>.step()"},
    {"schedule": "<scheduler> = <lr_scheduler>CosineAnnealingWarmRestarts(<optimizer>, T_0=2)", "per_batch": "<scheduler>.step(epoch + i / len(<loader>))"},
    {"schedule": "<scheduler> = <lr_scheduler>ReduceLROnPlateau(<optimizer>, <plateau>)", "per_epoch": "<scheduler>.step(total)"},
    {"schedule": "<scheduler> = <lr_scheduler>ReduceLROnPlateau(<optimizer>, <plateau>)", "per_epoch": "<validation>\n<scheduler>.step(checked)"},
    {"per_epoch": "for group in <optimizer>.param_groups:\n    group['lr'] *= 0.9"},
    {"per_epoch": "for group in <optimizer>.param_groups:\n    group['lr'] = <lr> * 0.5 ** (epoch // 2)"},
    {"per_epoch": "if epoch in (1, 3):\n    for g in <optimizer>.param_groups:\n        g['lr'] = g['lr'] * 0.1"},
    {"at_start": "adjust_learning_rate(<optimizer>, epoch)", "+functions": """def adjust_learning_rate(optimizer, epoch):
    if epoch < 2:
        lr = 0.05 * (epoch + 1) / 2
    else:
        lr = 0.025 * (1 + math.cos(math.pi * epoch / 8))
    for param_group in optimizer.param_groups:
        param_group["lr"] = lr
    return lr

"""},
    {"before_step": "lr = <lr> * min(1.0, (epoch * len(<loader>) + i + 1) / 10)\nfor g in <optimizer>.param_groups:\n    g['lr'] = lr"},
    {"before_step": "adjust(<optimizer>, i / len(<loader>) + epoch)", "+functions": """def adjust(optimizer, epoch):
    lr = 0.05 * epoch / 2 if epoch < 2 else 0.001 + 0.049 * 0.5 * (1.0 + math.cos(math.pi * (epoch - 2) / 3))
    for group in optimizer.param_groups:
        group["lr"] = lr * group["lr_scale"] if "lr_scale" in group else lr

"""},
    {
        "schedule": "warmup = <lr_scheduler>LinearLR(<optimizer>, start_factor=0.1, total_iters=2)\nlater = <lr_scheduler><later>\n<scheduler> = <lr_scheduler>SequentialLR(<optimizer>, [warmup, later], milestones=[2])",
        "per_epoch": "<scheduler>.step()",
    },
    {"schedule": "<scheduler> = Warm(<optimizer>, 3, <lr>)", "per_batch": "<scheduler>.step()", "+functions": """class Warm(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, optimizer, warm, peak, last_epoch=-1):
        self.warm = warm
        self.peak = peak
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        if self.last_epoch < self.warm:
            return [self.peak * (self.last_epoch + 1) / self.warm for _ in self.base_lrs]
        return [base * 0.98 ** (self.last_epoch - self.warm) for base in self.base_lrs]

"""},
]

VALIDATION = """<model>.eval()
checked = 0.0
with torch.no_grad():
    for x, y in <loader>:
        checked += (<valued>).item() * len(x)
checked /= len(labels)
print(f"checked {checked:.4f}")
<model>.train()"""

CLIP = [
    *[""] * 4,
    "torch.nn.utils.clip_grad_norm_(<model>.parameters(), 0.5)",
    "nn.utils.clip_grad_norm_(<model>.parameters(), max_norm=0.1, norm_type=2)",
    "torch.nn.utils.clip_grad_value_(<model>.parameters(), 0.01)",
    "norm = nn.utils.clip_grad_norm_(<model>.parameters(), 0.3)\nprint(f'norm {float(norm):.4f}')",
    "for p in <trained>:\n    p.grad.mul_(0.5)",
    "for p in <trained>:\n    p.grad.data.clamp_(-0.05, 0.05)",
    "for p in <model>.parameters():\n    if p.grad is not None:\n        p.grad.data.mul_(2.0)",
    "norm = torch.sqrt(sum(p.grad.pow(2).sum() for p in <trained>))\nprint(f'norm {norm.item():.4f}')",
    "for p in <trained>:\n    p.grad += 0.01 * torch.from_numpy(generator.randn(*p.shape).astype(np.float32))",
    "total_norm = 0.0\nfor p in <model>.parameters():\n    if p.grad is not None:\n        total_norm += p.grad.detach().norm(2).item() ** 2\nprint(f'norm {total_norm ** 0.5:.4f}')",
]

FORWARD = [
    *["output = <model>(x)\nloss = <valued_output>"] * 4,
    "loss = <valued>",
    "output = <model>(x)\nloss = <valued_output>\npenalty = sum(p.pow(2).sum() for p in <model>.parameters())\nloss = loss + 0.001 * penalty",
    "output = <model>(x)\nloss = <valued_output>\nl1 = 0.0\nfor name, param in <model>.named_parameters():\n    if 'weight' in name:\n        l1 = l1 + param.abs().sum()\nloss = loss + 1e-3 * l1",
    "output = <model>(x)\nloss = <valued_output>\nloss += 0.01 * output.pow(2).mean()",
    "output = <model>(x)\nwith torch.no_grad():\n    target = <model>(x)\nloss = <valued_output> + 0.1 * (output - 0.5 * target).pow(2).mean()",
    "output = <model>(x)\nfirst = <valued_output>\nsecond = output.abs().mean()\nloss = first + 0.1 * second",
    "output = <model>(x)\nloss = <valued_output>\nif epoch % 2 == 1:\n    loss = loss * 2",
    "x.requires_grad_(True)\noutput = <model>(x)\nslope = torch.autograd.grad(output.sum(), x, create_graph=True)[0]\nloss = <valued_output> + 0.1 * ((slope.norm(2, dim=1) - 1) ** 2).mean()",
    {
        "step_forward": "share = 0.7\nmixed = share * x + (1 - share) * x.flip(0)\noutput = <model>(mixed)\nloss = share * <valued_output> + (1 - share) * <valued_flipped>",
        "without": "shuffled",
    },
    "output = <model>(x)\nloss = <valued_output>\nsize = output.abs().mean()\ndel output\nloss = loss + 0.01 * size",
]

ZERO = [*["<optimizer>.zero_grad()"] * 3, "<optimizer>.zero_grad(set_to_none=True)", "<model>.zero_grad()"]

SCALING = """use_amp = <amp>
scaler = torch.cuda.amp.GradScaler(enabled=use_amp)"""

UPDATES = [
    *["<zero>\n<step_forward>\nloss.backward()\n<clip>\n<before_step>\n<optimizer>.step()\n<per_batch>"] * 5,
    "<step_forward>\nloss.backward()\n<clip>\n<before_step>\n<optimizer>.step()\n<zero>\n<per_batch>",
    "<step_forward>\n(loss / 2).backward()\nif (i + 1) % 2 == 0:\n    <clip>\n    <before_step>\n    <optimizer>.step()\n    <zero>\n    <per_batch>",
    "<step_forward>\nloss = loss / 3\nloss.backward()\nif (i + 1) % 3 == 0 or i + 1 == len(<loader>):\n    <clip>\n    <before_step>\n    <optimizer>.step()\n    <zero>\n    <per_batch>",
    "<before_step>\ndef closure():\n    <optimizer>.zero_grad()\n    <step_forward>\n    loss.backward()\n    return loss\n\nloss = <optimizer>.step(closure)\n<per_batch>",
    "<zero>\noutput = <model>(x)\nloss = <valued_output>\nloss.backward(retain_graph=True)\nextra = 0.1 * output.pow(2).mean()\nextra.backward()\n<clip>\n<before_step>\n<optimizer>.step()\n<per_batch>",
    "if epoch > 2:\n    share = 0.5 + 0.1 * epoch\n<zero>\n<step_forward>\nif epoch > 2:\n    loss = loss * share\nloss.backward()\n<clip>\n<before_step>\n<optimizer>.step()\n<per_batch>",
    "<zero>\n<step_forward>\nif torch.isnan(loss):\n    continue\nloss.backward()\n<clip>\n<before_step>\n<optimizer>.step()\n<per_batch>",
    {"update": "<zero>\nif use_amp:\n    with torch.cuda.amp.autocast(enabled=use_amp):\n        output = <model>(x)\n        loss = <valued_output>\n    scaler.scale(loss).backward()\n    scaler.unscale_(<optimizer>)\n    <clip>\n    <before_step>\n    scaler.step(<optimizer>)\n    scaler.update()\nelse:\n    <step_forward>\n    loss.backward()\n    <clip>\n    <before_step>\n    <optimizer>.step()\n<per_batch>", "scaling": SCALING},
    {"update": "<zero>\n<step_forward>\nif use_amp:\n    scaler.scale(loss).backward()\n    scaler.step(<optimizer>)\n    scaler.update()\nelse:\n    loss.backward()\n    <optimizer>.step()\n<per_batch>", "scaling": SCALING},
    {"update": "<zero>\n<step_forward>\nscaler.scale(loss).backward()\nscaler.step(<optimizer>)\nscaler.update()\n<per_batch>", "scaling": SCALING},
]

LATE = [
    *[""] * 4,
    "if epoch == 1:\n    state = <optimizer>.state_dict()\n    state['param_groups'][0]['lr'] = state['param_groups'][0]['lr'] * 0.5\n    <optimizer>.load_state_dict(state)",
    "print(f\"rate {<optimizer>.state_dict()['param_groups'][0]['lr']:.6f}\")",
    "if epoch == 2:\n    for group in <optimizer>.param_groups:\n        group['weight_decay'] = 0.02",
    "if epoch == 2:\n    state = <optimizer>.state_dict()\n    <optimizer>.load_state_dict(state)",
    "if epoch == 1:\n    <optimizer>.param_groups[0]['lr'] = 0.005",
    "if epoch == 1:\n    torch.save({'model': <model>.state_dict(), 'optimizer': <optimizer>.state_dict(), 'epoch': epoch}, path)\nif epoch == 2:\n    checkpoint = torch.load(path)\n    <model>.load_state_dict(checkpoint['model'])\n    <optimizer>.load_state_dict(checkpoint['optimizer'])",
]

EXTRAS = [
    *[{"prepared": ""}] * 4,
    {
        "state": "ema = {n: p.detach().clone() for n, p in <model>.named_parameters()}",
        "after_batch": "with torch.no_grad():\n    for n, p in <model>.named_parameters():\n        ema[n].mul_(0.9).add_(p.detach(), alpha=0.1)",
        "epoch_end": 'print(f"ema {sum(float(v.sum()) for v in ema.values()):.4f}")',
        "without": "apart",
    },
    {
        "state": "shadow = copy.deepcopy(<model>)\nfor p in shadow.parameters():\n    p.requires_grad_(False)",
        "after_batch": "with torch.no_grad():\n    for p, q in zip(shadow.parameters(), <model>.parameters()):\n        p.mul_(0.9).add_(q, alpha=0.1)",
        "epoch_end": 'print(f"shadow {shadow(inputs[:8]).mean().item():.4f}")',
        "finish": "<model>.load_state_dict(shadow.state_dict())",
        "without": "apart",
    },
    {"epoch_end": 'right = 0\nwith torch.no_grad():\n    for x, y in <loader>:\n        right += (<model>(x).argmax(dim=1) == y).sum().item()\nprint(f"right {right / len(labels):.3f}")', "needs": "whole"},
    {"epoch_end": 'right = 0\nwith torch.no_grad():\n    for x, y in <loader>:\n        _, predicted = torch.max(<model>(x), 1)\n        right += predicted.eq(y).sum().item()\nprint(f"right {right / len(labels):.3f}")', "needs": "whole"},
    {
        "before": "best, best_state, waited = float('inf'), None, 0",
        "epoch_end": "<validation>\nif checked < best:\n    best = checked\n    best_state = copy.deepcopy(<model>.state_dict())\n    waited = 0\nelse:\n    waited += 1\n    if waited >= 2:\n        print('stopped')\n        break",
        "finish": "<model>.load_state_dict(best_state)",
        "without": "apart",
    },
    {
        "before": "best = float('inf')",
        "epoch_end": "if total < best:\n    best = total\n    torch.save(<model>.state_dict(), path)",
        "finish": "<model>.load_state_dict(torch.load(path))\nprint(f'best {best:.4f}')",
        "without": "apart",
    },
    {
        "before": "stopper = EarlyStopping(patience=2)",
        "epoch_end": "<validation>\nstopper(checked, <model>)\nif stopper.stop:\n    break",
        "finish": "<model>.load_state_dict(stopper.state)",
        "without": "apart",
        "+functions": """class EarlyStopping:
    def __init__(self, patience=2, delta=0.0):
        self.patience = patience
        self.delta = delta
        self.best = None
        self.count = 0
        self.stop = False
        self.state = None

    def __call__(self, loss, model):
        if self.best is None or loss < self.best - self.delta:
            self.best = loss
            self.state = {k: v.clone() for k, v in model.state_dict().items()}
            self.count = 0
        else:
            self.count += 1
            self.stop = self.count >= self.patience

""",
    },
    {"prepared": "<model>.apply(init_weights)", "+functions": """def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight)
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    elif isinstance(m, (nn.LayerNorm, nn.BatchNorm1d)):
        nn.init.constant_(m.weight, 1.0)
        nn.init.constant_(m.bias, 0.0)

"""},
    {"prepared": "for m in <model>.modules():\n    if isinstance(m, (nn.Linear, nn.Conv2d)):\n        nn.init.kaiming_normal_(m.weight, mode='fan_out', nonlinearity='relu')\n        if m.bias is not None:\n            nn.init.constant_(m.bias, 0)"},
    {"prepared": "for name, param in <model>.named_parameters():\n    if name.startswith('hidden'):\n        param.requires_grad = False"},
    {"prepared": "for param in <model>.hidden.parameters():\n    param.requires_grad_(False)"},
    {
        "state": "averaged = torch.optim.swa_utils.AveragedModel(<model>)",
        "epoch_end": "if epoch >= 2:\n    averaged.update_parameters(<model>)",
        "finish": "averaged.eval()\nprint(f'averaged {averaged(inputs[:8]).mean().item():.4f}')",
        "without": "apart",
    },
]

FORMS = [
    *[{"model": "model", "optimizer": "optimizer", "scheduler": "scheduler", "loader": "loader", "form": """<data>
<criterion>
<scaling>
model = Net()
<prepared>
<made>
<schedule>
<state>
<before>
for epoch in range(EPOCHS):
    <epoch>
<finish>"""}] * 2,
    {"model": "model", "optimizer": "optimizer", "scheduler": "scheduler", "loader": "loader", "form": """def main():
    <data>
    <criterion>
    <scaling>
    model = Net()
    <prepared>
    <made>
    <schedule>
    <state>
    <before>
    for epoch in range(EPOCHS):
        <epoch>
    <finish>


if __name__ == "__main__":
    main()"""},
    {"model": "model", "optimizer": "optimizer", "scheduler": "scheduler", "loader": "loader", "form": """<data>
<criterion>
<scaling>


def train(model, loader, epochs=EPOCHS):
    <made>
    <schedule>
    <state>
    <before>
    for epoch in range(epochs):
        <epoch>
    <finish>
    return model


model = Net()
<prepared>
train(model, loader)"""},
    {"model": "model", "optimizer": "optimizer", "scheduler": "scheduler", "loader": "loader", "apart": "yes", "form": """<data>
<criterion>
<scaling>


def train_epoch(model, loader, optimizer, <passed>epoch):
    model.train()
    total = 0.0
    <at_start>
    <batches_loop>
    return total


def main():
    model = Net()
    <prepared>
    <made>
    <schedule>
    for epoch in range(EPOCHS):
        total = train_epoch(model, loader, optimizer, <passed>epoch)
        <per_epoch>
        <late>
        print(f"epoch {epoch} {total:.4f}")


main()"""},
    *[{"model": "self.model", "optimizer": "self.optimizer", "scheduler": "self.scheduler", "loader": "self.loader", "apart": "yes", "form": """<data>
<criterion>
<scaling>


class Trainer:
    def __init__(self, model, loader):
        self.model = model
        self.loader = loader
        <made>
        <schedule>
        self.best = float("inf")

    def train_epoch(self, epoch):
        self.model.train()
        total = 0.0
        <at_start>
        <batches_loop>
        return total

    def validate(self):
        <validation>
        return checked

    def save(self):
        torch.save({"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}, path)

    def fit(self):
        for epoch in range(EPOCHS):
            total = self.train_epoch(epoch)
            <per_epoch>
            <late>
            if self.validate() < self.best:
                self.best = self.validate()
                self.save()
            print(f"epoch {epoch} {total:.4f}")


model = Net()
trainer = Trainer(model, loader)
trainer.fit()"""}] * 2,
]

EPOCH = """<model>.train()
total = 0.0
<at_start>
<batches_loop>
<per_epoch>
<late>
<epoch_end>
print(f"epoch {epoch} {total:.4f}")"""

LOOPS = [
    "for i, (x, y) in enumerate(<loader>):\n    <batch>",
    "for i, batch in enumerate(<loader>):\n    x, y = batch\n    <batch>",
    "for i, (x, y) in enumerate(<loader>, 0):\n    <batch>",
]

ADVERSARIES = """class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 16)
        self.output = nn.Linear(16, 6)

    def forward(self, z):
        return self.output(<generated>)


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)
        self.output = nn.Linear(16, 1)

    def forward(self, x):
        return self.output(F.leaky_relu(self.hidden(x), 0.2))


reals = torch.from_numpy(generator.randn(60, 6).astype(np.float32))
G, D = Generator(), Critic()
optimizer_g = torch.optim.<rival>
optimizer_d = torch.optim.<critic>
criterion = nn.BCEWithLogitsLoss()
<rival_schedule>
for epoch in range(EPOCHS):
    total_g, total_d = 0.0, 0.0
    for i in range(0, 60, 12):
        real = reals[i : i + 12]
        noise = torch.from_numpy(generator.randn(len(real), 4).astype(np.float32))
        <rivalry>
        total_g += loss_g.item()
        total_d += loss_d.item()
    <rival_epoch>
    print(f"epoch {epoch} {total_g:.4f} {total_d:.4f}")
"""

SHARED = """class Body(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 16)

    def forward(self, x):
        return torch.tanh(self.hidden(x))


class Head(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.output = nn.Linear(16, size)

    def forward(self, h):
        return self.output(h)


inputs = torch.from_numpy(generator.randn(60, 6).astype(np.float32))
labels = torch.from_numpy(generator.randint(0, 3, 60))
values = torch.from_numpy(generator.randn(60, 2).astype(np.float32))
body, head, other = Body(), Head(3), Head(2)
optimizer = torch.optim.<first_of_two>
second = torch.optim.<second_of_two>
<two_schedules>
for epoch in range(EPOCHS):
    total = 0.0
    for i in range(0, 60, 12):
        x, y, v = inputs[i : i + 12], labels[i : i + 12], values[i : i + 12]
        <two_updates>
        total += loss.item() + further.item()
    <two_epochs>
    print(f"epoch {epoch} {total:.4f}")
"""

TWO_UPDATES = [
    """optimizer.zero_grad()
loss = F.cross_entropy(head(body(x)), y)
loss.backward()
optimizer.step()
second.zero_grad()
further = F.mse_loss(other(body(x)), v)
further.backward()
second.step()""",
    """features = body(x)
loss = F.cross_entropy(head(features), y)
further = F.mse_loss(other(features.detach()), v)
optimizer.zero_grad()
second.zero_grad()
(loss + further).backward()
optimizer.step()
second.step()""",
    """optimizer.zero_grad()
second.zero_grad()
h = body(x)
loss = F.cross_entropy(head(h), y)
further = 0.5 * F.mse_loss(other(h), v)
total_loss = loss + further
total_loss.backward()
nn.utils.clip_grad_norm_(body.parameters(), 0.5)
second.step()
optimizer.step()""",
    """for o in (optimizer, second):
    o.zero_grad()
h = body(x)
loss = F.cross_entropy(head(h), y)
further = F.mse_loss(other(h), v)
(loss + 0.3 * further).backward()
for o in (optimizer, second):
    o.step()""",
]

RIVALRIES = [
    """optimizer_d.zero_grad()
ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
loss_real = criterion(D(real), ones)
loss_real.backward()
fake = G(noise)
loss_fake = criterion(D(fake.detach()), zeros)
loss_fake.backward()
loss_d = loss_real + loss_fake
optimizer_d.step()
optimizer_g.zero_grad()
loss_g = criterion(D(fake), ones)
loss_g.backward()
optimizer_g.step()""",
    """fake = G(noise)
loss_d = (criterion(D(real), torch.ones_like(D(real))) + criterion(D(fake.detach()), torch.zeros_like(D(real)))) / 2
optimizer_d.zero_grad()
loss_d.backward()
optimizer_d.step()
loss_g = criterion(D(fake), torch.ones(len(real), 1))
optimizer_g.zero_grad()
loss_g.backward()
optimizer_g.step()""",
    """optimizer_g.zero_grad()
fake = G(noise)
loss_g = criterion(D(fake), torch.ones(real.size(0), 1))
loss_g.backward()
optimizer_g.step()
optimizer_d.zero_grad()
loss_d = F.relu(1.0 - D(real)).mean() + F.relu(1.0 + D(fake.detach())).mean()
loss_d.backward()
optimizer_d.step()""",
    """with torch.no_grad():
    fake = G(noise)
loss_d = D(fake).mean() - D(real).mean()
optimizer_d.zero_grad()
loss_d.backward()
optimizer_d.step()
for p in D.parameters():
    p.data.clamp_(-0.1, 0.1)
loss_g = torch.zeros(1)
if (i // 12) % 2 == 0:
    loss_g = -D(G(noise)).mean()
    optimizer_g.zero_grad()
    loss_g.backward()
    optimizer_g.step()""",
    """for p in D.parameters():
    p.requires_grad = False
optimizer_g.zero_grad()
fake = G(noise)
loss_g = 0.5 * ((D(fake) - 1) ** 2).mean() + 0.1 * F.l1_loss(fake, real)
loss_g.backward()
optimizer_g.step()
for p in D.parameters():
    p.requires_grad = True
optimizer_d.zero_grad()
loss_d = 0.5 * ((D(real) - 1) ** 2).mean() + 0.5 * (D(fake.detach()) ** 2).mean()
loss_d.backward()
optimizer_d.step()""",
]

TABLES = {
    "imports": ["from torch import nn, optim", "import torch.nn as nn\nimport torch.optim as optim"],
    "script": [IMPORTS + NET + "\n\n<form>\n"] * 7 + [IMPORTS + ADVERSARIES, IMPORTS + SHARED],
    "generated": ["torch.tanh(self.hidden(z))", "F.relu(self.hidden(z))"],
    "rival": ["Adam(G.parameters(), lr=0.002, betas=(0.5, 0.999))", "SGD(G.parameters(), lr=0.02, momentum=0.9)", "RMSprop(params=G.parameters(), lr=0.001)"],
    "critic": ["Adam(D.parameters(), lr=0.002, betas=(0.5, 0.999))", "SGD(D.parameters(), 0.02, weight_decay=0.01)", "AdamW(D.parameters(), lr=0.001)"],
    "rival_schedule": [
        {"rival_schedule": ""},
        {"rival_schedule": "schedulers = [optim.lr_scheduler.StepLR(o, 2, 0.5) for o in (optimizer_g, optimizer_d)]", "rival_epoch": "for scheduler in schedulers:\n    scheduler.step()"},
        {"rival_schedule": "scheduler_g = optim.lr_scheduler.ExponentialLR(optimizer_g, 0.8)\nscheduler_d = optim.lr_scheduler.LambdaLR(optimizer_d, lambda e: 1.0 - e / EPOCHS)", "rival_epoch": "scheduler_g.step()\nscheduler_d.step()"},
    ],
    "rivalry": RIVALRIES,
    "first_of_two": [
        "Adam(list(body.parameters()) + list(head.parameters()), lr=0.002)",
        "SGD([{'params': body.parameters(), 'lr': 0.01}, {'params': head.parameters()}], lr=0.02, momentum=0.9)",
        "AdamW([*body.parameters(), *head.parameters()], lr=0.001)",
    ],
    "second_of_two": [
        "SGD([{'params': body.parameters()}, {'params': other.parameters(), 'lr': 0.05}], lr=0.01, momentum=0.5)",
        "Adam(itertools.chain(body.parameters(), other.parameters()), lr=0.001, weight_decay=0.01)",
        "Adam(other.parameters(), lr=0.005)",
    ],
    "two_schedules": [
        {"two_schedules": ""},
        {"two_schedules": "scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)", "two_epochs": "scheduler.step()"},
        {"two_schedules": "scheduler = optim.lr_scheduler.StepLR(second, 1, 0.7)", "two_epochs": "scheduler.step()\nfor group in optimizer.param_groups:\n    group['lr'] *= 0.9"},
    ],
    "two_updates": TWO_UPDATES,
    "form": FORMS,
    "super": ["super().__init__()", "super(Net, self).__init__()"],
    "net": NETS,
    "act": ACTIVATION,
    "call": CALLS,
    "other": CALLS,
    "bias": ["", ", bias=False"],
    "norm": ["nn.LayerNorm(16)", "nn.BatchNorm1d(16)", "nn.BatchNorm1d(16, momentum=0.3)", "nn.LayerNorm(16, eps=1e-3)"],
    "norm_images": ["nn.BatchNorm2d(4)", "nn.GroupNorm(2, 4)"],
    "image": ["x.view(-1, 1, 2, 3)", "x.reshape(x.size(0), 1, 2, 3)", "x[:, None].view(x.shape[0], 1, 2, 3)"],
    "pooled": ["h.mean(dim=(2, 3))", "h.mean((-2, -1))", "h.flatten(2).mean(-1)", "F.adaptive_avg_pool2d(h, 1).flatten(1)", "torch.flatten(F.adaptive_avg_pool2d(h, (1, 1)), 1)"],
    "cells": ["LSTM", "GRU", "RNN"],
    "last": ["h[:, -1]", "h[:, -1, :]", "h.mean(dim=1)"],
    "init_call": ["xavier_uniform_(module.weight)", "normal_(module.weight, std=0.02)", "trunc_normal_(module.weight, std=0.02)"],
    "task": [
        {"labels": "torch.from_numpy(generator.randint(0, 3, 60))", "whole": "yes"},
        {"labels": "torch.from_numpy(generator.rand(60, 3).astype(np.float32))", "real": "yes"},
    ],
    "loss": losses(CLASSES, "whole") + losses(NUMBERS, "real"),
    "data": [DATA],
    "batches": BATCHES,
    "size": ["16", "16", "12", "10"],
    "lr": option("lr", "0.05", "0.01", "0.02"),
    "decay": option("decay", "0.01"),
    "wd": ["", "", ", weight_decay=0.01", ", weight_decay=<decay>"],
    "sgd": ["", ", momentum=0.9", ", momentum=0.9, nesterov=True", ", momentum=0.8, dampening=0.1"],
    "adam": ["", ", betas=(0.5, 0.999)", ", eps=1e-4", ", amsgrad=True", ", betas=(0.9, 0.98), eps=1e-6"],
    "rmsprop": ["", ", alpha=0.9", ", momentum=0.9", ", centered=True", ", eps=1e-3"],
    "adagrad": ["", ", lr_decay=0.01", ", initial_accumulator_value=0.1"],
    "plain": ["param.ndim <= 1", 'name.endswith("bias")', '"norm" in name or "bias" in name', 'len(param.shape) == 1 or name.endswith(".bias")'],
    "parameters": PARAMETERS,
    "params": ["<parameters>", "<parameters>", "params=<parameters>"],
    "kind": OPTIMIZERS,
    "made": ["<grouped>\n<optimizer> = torch.optim.<kind>", "<grouped>\n<optimizer> = optim.<kind>"],
    "lr_scheduler": ["optim.lr_scheduler.", "torch.optim.lr_scheduler."],
    "each": PER_EPOCH,
    "later": ["CosineAnnealingLR(<optimizer>, T_max=6)", "ExponentialLR(<optimizer>, gamma=0.8)", "StepLR(<optimizer>, 2)"],
    "plateau": ["patience=0", 'mode="min", factor=0.5, patience=1, threshold=0.5', "factor=0.2, patience=0, cooldown=1, threshold=0.3"],
    "cycle": ["", ", cycle_momentum=False"],
    "rate_log": ["", "print(<scheduler>.get_last_lr()[0])", "print('lr', <optimizer>.param_groups[0]['lr'])"],
    "schedule": SCHEDULES,
    "passed": [{"passed": "scheduler, ", "needs": "schedule"}, {"passed": "", "without": "schedule"}],
    "validation": [VALIDATION],
    "trained": ["filter(lambda p: p.requires_grad, <model>.parameters())", "[p for p in <model>.parameters() if p.requires_grad]"],
    "clip": CLIP,
    "step_forward": FORWARD,
    "amp": ["args.amp", "False"],
    "zero": ZERO,
    "update": UPDATES,
    "batches_loop": LOOPS,
    "extra": EXTRAS,
    "late": LATE,
    "batch": ["<update>\n<after_batch>\ntotal += loss.item()", "<update>\n<after_batch>\ntotal += float(loss)", "<update>\n<after_batch>\ntotal += loss.detach().item() * x.size(0)"],
    "epoch": [EPOCH],
}
