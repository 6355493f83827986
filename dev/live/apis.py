"""Checks the tables of model and data calls: each line below, and of apis_mindspore.py, is ported, and both sides are run.

usage: apis.py WORK LOCKSTEP TORCH_PYTHON MINDSPORE_PYTHON
A layer with random weights is compared by the shape of what it gives. Prints the lines that differ; exit 1 if one does.
"""
import json
import pathlib
import subprocess
import sys

import apis_mindspore
import numpy as np

VALUES = """
torch.clamp(x, 0.2, 0.8)
torch.clamp(x, min=0.5)
torch.clip(x, 0.2, 0.8)
torch.max(x, 1)[0]
torch.max(x, dim=1)[1]
torch.min(x, 1, keepdim=True)[0]
torch.maximum(x, y)
torch.minimum(x, y)
torch.argmax(x, dim=1)
torch.argmin(x, dim=1)
torch.where(x > 0.5, x, y)
torch.flatten(x)
torch.flatten(z, 1)
torch.reshape(x, (4, 3))
torch.squeeze(x[:1], 0)
torch.unsqueeze(x, 1)
torch.transpose(x, 0, 1)
torch.permute(z, (0, 2, 3, 1))
torch.topk(x, 2)[0]
torch.topk(x, k=2, dim=1)[1]
torch.tril(x)
torch.triu(x, diagonal=1)
torch.bmm(z[0], z[0])
torch.chunk(x, 2, dim=1)[1]
torch.split(x, 2, dim=1)[1]
torch.cumsum(x, dim=1)
torch.cumprod(x, dim=1)
torch.prod(x, dim=1)
torch.logsumexp(x, dim=1)
torch.gather(x, 1, index)
torch.roll(x, 1, 0)
torch.roll(x, 5)
torch.roll(x, -1, 1)
torch.roll(x, shifts=(1, 2), dims=(0, 1))
torch.meshgrid(x[0], y[1])[0]
torch.meshgrid(x[0], y[1], indexing="xy")[1]
torch.lerp(x, y, 0.25)
torch.addmm(x[:, :3], x, y.T)
torch.dot(x[0], y[0])
torch.atan(x)
torch.atan2(x, y)
torch.asin(x)
torch.acos(x)
torch.fmod(x, 0.3)
torch.remainder(x - 0.5, 0.3)
torch.floor_divide(x, 0.3)
torch.repeat_interleave(x, 2, dim=1)
torch.index_select(x, 1, labels)
torch.masked_select(x, x > 0.5)
torch.nonzero(x > 0.5)
torch.unbind(x, 1)[2]
torch.hstack((x, y))
torch.vstack((x, y))
torch.diag(x)
torch.diag(x[0])
torch.std(x)
torch.std(x, dim=1)
torch.var(x, 1, keepdim=True)
torch.full((2, 3), 0.5)
torch.full((2, 3), 4)
torch.full((2,), True)
torch.full([2], 1.5, dtype=torch.float64)
torch.norm(x)
torch.norm(x, 2)
torch.norm(x, p=1, dim=1)
torch.norm(x, float("inf"), dim=1, keepdim=True)
torch.norm(z, dim=(2, 3))
torch.tensor(torch.equal(x, x))
torch.tensor(torch.equal(x, y))
torch.tensor(torch.allclose(x, x + 1e-9))
torch.tensor(torch.allclose(x, y, atol=1e-3))
torch.tensor(torch.numel(x))
torch.tensor(torch.is_tensor(x))
torch.FloatTensor([1, 2])
torch.LongTensor([[1, 2], [3, 4]])
torch.Tensor(np.ones((2, 3)))
x.type(torch.float64)
x.type(torch.LongTensor)
x.type("torch.DoubleTensor")
F.normalize(x)
F.normalize(x, p=1, dim=0)
F.interpolate(z, scale_factor=2)
F.interpolate(z, size=(7, 5), mode="bilinear", align_corners=False)
F.interpolate(z, scale_factor=2, mode="bilinear", align_corners=True)
nn.Upsample(scale_factor=2)(z)
nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)(z)
nn.Upsample(size=(8, 6), mode="bilinear")(z)
nn.init.constant_(nn.Parameter(x.clone()), 0.3)
nn.init.zeros_(nn.Parameter(x.clone()))
nn.init.ones_(nn.Parameter(x.clone()))
torch.std(nn.init.uniform_(nn.Parameter(torch.zeros(200, 300)), 1, 1))
torch.tensor(nn.init.calculate_gain("leaky_relu", 0.2))
torch.tensor(nn.init.calculate_gain("tanh"))
list(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, labels), batch_size=2))[1][1]
list(torch.utils.data.DataLoader([(1.5, {"a": 2}), (2.5, {"a": 3})], batch_size=2, num_workers=0))[0][1]["a"]
list(torch.utils.data.DataLoader(x, batch_size=2, drop_last=True))[-1]
list(torch.utils.data.DataLoader(torch.utils.data.Subset(x, [2, 0]), 2))[0]
list(torch.utils.data.DataLoader(torch.utils.data.ConcatDataset([x, y]), batch_size=4))[1]
list(torch.utils.data.DataLoader(x, batch_sampler=torch.utils.data.BatchSampler(torch.utils.data.SequentialSampler(x), 2, False)))[1]
torch.tensor(len(torch.utils.data.DataLoader(x, batch_size=2, shuffle=True)))
torch.sort(torch.cat(list(torch.utils.data.DataLoader(labels, batch_size=2, shuffle=True))))[0]
torch.sort(torch.cat(list(torch.utils.data.DataLoader(labels, sampler=torch.utils.data.RandomSampler(labels)))))[0]
torch.tensor([len(part) for part in torch.utils.data.random_split(range(7), [0.5, 0.5])])
torch.sin(x)
torch.cos(x)
torch.tan(x)
torch.sinh(x)
torch.cosh(x)
torch.erf(x)
torch.log1p(x)
torch.log2(x)
torch.expm1(x)
torch.rsqrt(x)
torch.reciprocal(x)
torch.sign(x - 0.5)
torch.round(x)
torch.floor(x)
torch.ceil(x)
torch.neg(x)
torch.isnan(x)
torch.isinf(x)
torch.isfinite(x)
torch.pow(x, 2)
torch.add(x, y)
torch.sub(x, y)
torch.mul(x, y)
torch.div(x, y)
torch.eq(x, y)
torch.ne(x, y)
torch.gt(x, y)
torch.ge(x, y)
torch.lt(x, y)
torch.le(x, y)
torch.any(x > 2)
torch.all(x > 0, dim=1)
torch.logical_not(x > 0.5)
torch.logical_and(x > 0.5, y > 0.5)
torch.logical_or(x > 0.5, y > 0.5)
torch.flip(x, [1])
torch.sort(x, dim=1)[0]
torch.argsort(x, dim=1)
torch.outer(x[0], y[0])
torch.full_like(x, 2.0)
torch.eye(3)
torch.linspace(0, 1, 5)
torch.arange(0, 6, 2)
torch.zeros(2, 3)
torch.ones(2, 3)
torch.zeros_like(x)
torch.ones_like(x)
torch.matmul(x, y.T)
torch.mm(x, y.T)
torch.exp(x)
torch.log(x)
torch.sqrt(x)
torch.abs(-x)
torch.square(x)
torch.sum(x, dim=1)
torch.mean(x, dim=1, keepdim=True)
torch.cat([x, y], dim=1)
torch.stack([x, y], dim=1)
torch.softmax(x, dim=1)
torch.sigmoid(x)
torch.tanh(x)
torch.relu(x - 0.5)
F.relu(x - 0.5)
F.sigmoid(x)
F.tanh(x)
F.gelu(x)
F.softmax(x, dim=1)
F.log_softmax(x, dim=1)
F.cross_entropy(x, labels)
F.mse_loss(x, y)
F.l1_loss(x, y, reduction="sum")
F.nll_loss(F.log_softmax(x, dim=1), labels)
F.binary_cross_entropy(x, y)
F.binary_cross_entropy_with_logits(x, y)
F.smooth_l1_loss(x, y)
F.kl_div(torch.log(x), y, reduction="sum")
F.leaky_relu(x - 0.5)
F.elu(x - 0.5)
F.silu(x)
F.selu(x - 0.5)
F.relu6(x)
F.softplus(x)
F.logsigmoid(x)
F.linear(x, y)
F.max_pool2d(z, 2)
F.avg_pool2d(z, 2)
F.adaptive_avg_pool2d(z, (1, 1))
F.conv2d(z, kernel, padding=1)
F.pad(z, (1, 1, 1, 1))
F.one_hot(labels, num_classes=4)
F.cosine_similarity(x, y, dim=1)
nn.ReLU(inplace=True)(x - 0.5)
nn.ReLU6()(x)
nn.Sigmoid()(x)
nn.Tanh()(x)
nn.LeakyReLU()(x - 0.5)
nn.ELU()(x - 0.5)
nn.GELU()(x)
nn.SiLU()(x)
nn.Softmax(dim=1)(x)
nn.LogSoftmax(dim=1)(x)
nn.Identity()(x)
nn.Flatten()(z)
nn.Softsign()(x)
nn.LogSigmoid()(x)
nn.Mish()(x)
nn.SELU()(x - 0.5)
nn.CELU()(x - 0.5)
nn.Hardswish()(x)
nn.Hardsigmoid()(x)
nn.Hardtanh(-0.5, 0.5)(x)
nn.PReLU()(x - 0.5)
nn.ReflectionPad2d(1)(z)
nn.ZeroPad2d(1)(z)
nn.PixelShuffle(2)(z4)
nn.BatchNorm1d(4)(x)
nn.BatchNorm2d(3, momentum=0.2)(z)
nn.GroupNorm(1, 3)(z)
nn.LayerNorm(4)(x)
nn.MaxPool2d(2)(z)
nn.MaxPool2d(3, stride=2, padding=1)(z)
nn.AvgPool2d(2)(z)
nn.AdaptiveAvgPool2d(1)(z)
nn.CrossEntropyLoss()(x, labels)
nn.MSELoss()(x, y)
nn.L1Loss()(x, y)
nn.BCELoss()(x, y)
nn.BCEWithLogitsLoss()(x, y)
nn.NLLLoss()(F.log_softmax(x, dim=1), labels)
nn.SmoothL1Loss()(x, y)
nn.HuberLoss()(x, y)
nn.KLDivLoss(reduction="sum")(torch.log(x), y)
"""

SHAPES = """
nn.Linear(4, 2)(x)
nn.Conv1d(4, 2, 3, padding=1)(z[0])
nn.Conv2d(3, 2, 3, padding=1, bias=False)(z)
nn.Conv2d(3, 2, kernel_size=3, stride=2)(z)
nn.ConvTranspose2d(3, 2, 4, 2, 1)(z)
nn.Embedding(10, 5)(labels)
nn.LSTM(4, 2, batch_first=True)(z[0])[0]
nn.GRU(4, 2, batch_first=True)(z[0])[0]
nn.Dropout(0.5)(x)
nn.Dropout2d(0.5)(z)
torch.empty(2, 3)
torch.empty((2, 3))
torch.empty_like(x)
torch.FloatTensor(2, 3)
nn.init.normal_(nn.Parameter(x.clone()), 0, 0.02)
nn.init.trunc_normal_(nn.Parameter(x.clone()), std=0.02)
nn.init.xavier_uniform_(nn.Parameter(x.clone()))
nn.init.xavier_normal_(nn.Parameter(x.clone()), gain=2.0)
nn.init.kaiming_uniform_(nn.Parameter(kernel.clone()), a=0.1)
nn.init.kaiming_normal_(nn.Parameter(kernel.clone()), mode="fan_out", nonlinearity="relu")
nn.init.orthogonal_(nn.Parameter(x.clone()))
torch.randn(2, 3)
torch.rand(2, 3)
torch.randn_like(x)
torch.rand_like(x)
torch.randint(0, 5, (2, 3))
torch.randperm(5)
torch.multinomial(x, 2)
torch.bernoulli(x)
"""

HEAD = """import json
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
generator = np.random.RandomState(0)
x = torch.from_numpy(generator.uniform(0.05, 0.95, (3, 4)).astype(np.float32))
y = torch.from_numpy(generator.uniform(0.05, 0.95, (3, 4)).astype(np.float32))
z = torch.from_numpy(generator.uniform(0.05, 0.95, (2, 3, 4, 4)).astype(np.float32))
z4 = torch.from_numpy(generator.uniform(0.05, 0.95, (2, 4, 3, 3)).astype(np.float32))
kernel = torch.from_numpy(generator.uniform(-1, 1, (2, 3, 3, 3)).astype(np.float32))
index = torch.from_numpy(np.array([[0, 1], [2, 3], [1, 0]]))
labels = torch.from_numpy(np.array([0, 3, 1]))


results = {}


def note(name, compute):
    try:
        value = compute()
        value = value.asnumpy() if hasattr(value, "asnumpy") else value.detach().numpy()
        results[name] = [list(value.shape), value.astype(float).reshape(-1).tolist()]
    except Exception as error:
        results[name] = [str(error)[:200], []]


"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


def run(work, lockstep, source, target, head, values, shapes):
    """Ports the lines of one framework to another and compares what both give; the number of lines apart."""
    calls = lines(values) + lines(shapes)
    body = "".join(f"note({line!r}, lambda: {line.replace(')(', ').train()(') if line.startswith('nn.Batch') and source[0] == 'torch' else line})\n" for line in calls)
    script = work / f"{source[0]}_apis.py"
    script.write_text(head + body + 'json.dump(results, open(sys.argv[1], "w"))\n')
    ported = work / f"to-{target[0]}"
    subprocess.run([lockstep, "port", str(script), "--to", target[0], "--out", str(ported), "--quiet"], check=False)
    left, right = (work / f"{source[0]}-{side}.json" for side in ("original", "port"))
    subprocess.run([source[1], str(script), str(left)], check=True)
    subprocess.run([target[1], str(ported / script.name), str(right)], check=True)
    left, right = json.loads(left.read_text()), json.loads(right.read_text())
    apart = 0
    for line in calls:
        a, b = left[line], right[line]
        close = a[0] == b[0] and (line in lines(shapes) or np.allclose(a[1], b[1], rtol=1e-5, atol=1e-6))
        if not close:
            apart += 1
            print(f"{line}: {a[0]} {a[1][:3]}, {b[0]} {b[1][:3]}")
    print(f"{source[0]}: {len(calls)} calls, {apart} apart")
    return apart


def main():
    work, lockstep, torch, mindspore = sys.argv[1:5]
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    torch, mindspore = ("torch", torch), ("mindspore", mindspore)
    apart = run(work, lockstep, torch, mindspore, HEAD, VALUES, SHAPES)
    other = apis_mindspore
    apart += run(work, lockstep, mindspore, torch, other.HEAD, other.VALUES, other.SHAPES)
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
