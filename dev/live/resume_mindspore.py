"""A training in MindSpore that stops half-way: `begin FOLDER` writes it, `finish FOLDER` goes on from Java's and compares.

Numbers, network and options are those of examples/java (dev.lockstep.examples.djl.Resume)."""

import sys
from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn, ops

HALF, PERIOD, LOWEST, DECAY = 50, 120, 0.001, 0.01
BATCH, BATCHES, INPUTS, HIDDEN, OUTPUTS = 16, 5, 8, 16, 4
RATES = {"Momentum": 0.05, "Adam": 0.01, "AdamWeightDecay": 0.003}
BOUND = 1e-5


def numbers(start, *shape):
    values = [((i * 7919 + 13) % 2001 - 1000) / 1000.0 for i in range(start, start + int(np.prod(shape)))]
    return np.array(values).reshape(shape)


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Dense(INPUTS, HIDDEN)
        self.fc2 = nn.Dense(HIDDEN, OUTPUTS)
        start = 200_000
        for p in self.trainable_params():
            p.set_data(ms.Tensor((numbers(start, *p.shape) * 0.3).astype(np.float32)))
            start += p.size

    def construct(self, x):
        return self.fc2(ops.tanh(self.fc1(x)))


class Training:
    def __init__(self, name):
        self.net = Net()
        rate = RATES[name]
        kind = lambda end: [p for p in self.net.trainable_params() if p.name.endswith(end)]
        cosine = lambda top: nn.CosineDecayLR(LOWEST, top, PERIOD)
        groups = [{"params": kind("weight"), "weight_decay": DECAY}, {"params": kind("bias"), "lr": cosine(2 * rate), "weight_decay": 0.0}]
        more = {"momentum": 0.9} if name == "Momentum" else {}
        self.optimizer = getattr(nn, name)(groups, learning_rate=cosine(rate), **more)

    def run(self):
        loss = lambda x, y: ops.square(self.net(x) - y).mean()
        grad_of = ms.value_and_grad(loss, None, self.optimizer.parameters)
        for _ in range(HALF):
            batch = int(self.optimizer.global_step.asnumpy()[0]) % BATCHES
            x = numbers(batch * BATCH * INPUTS, BATCH, INPUTS).astype(np.float32)
            y = numbers(100_000 + batch * BATCH * OUTPUTS, BATCH, OUTPUTS).astype(np.float32)
            _, gradients = grad_of(ms.Tensor(x), ms.Tensor(y))
            self.optimizer(gradients)
        return self

    def save(self, file):
        ms.save_checkpoint(self.optimizer, str(file))

    def load(self, file):
        missing, _ = ms.load_param_into_net(self.optimizer, ms.load_checkpoint(str(file), crc_check=True))
        assert not [name for name in missing if name != "momentum"], missing
        return self

    def model(self):
        return {p.name: p.asnumpy() for p in self.net.trainable_params()}


def model(file):
    saved = ms.load_checkpoint(str(file))
    return {p.name: saved[p.name].asnumpy() for p in Net().trainable_params()}


def apart(left, right):
    """The largest distance of two elements, measured by the largest element of their tensor."""
    return max(np.abs(left[n] - right[n]).max() / np.abs(right[n]).max() for n in right)


def main():
    ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
    task, folder = sys.argv[1], Path(sys.argv[2])
    failed = False
    for name in RATES:
        if task == "begin":
            training = Training(name).run()
            training.save(folder / f"{name}.half.ckpt")
            training.run().save(folder / f"{name}.full.ckpt")
            continue
        full = model(folder / f"{name}.full.ckpt")
        resumed = apart(model(folder / f"{name}.resumed.ckpt"), full)
        back = apart(Training(name).load(folder / f"{name}.begun.ckpt").run().model(), full)
        moved = apart(Training(name).model(), full)
        print(f"  MindSpore {name}: MindSpore then Java {resumed:.1e}, Java then MindSpore {back:.1e} (the training moved {moved:.1e})")
        failed |= not (resumed <= BOUND and back <= BOUND and moved > 0.1)
    sys.exit(failed)


main()
