"""Records what MindSpore does against its documentation where the ordinary traces do not show it.

    $LOCKSTEP_MINDSPORE_PYTHON quirks.py --out DIR [--seed N] [--cases N]

- mint.optim.SGD in GRAPH mode with rates assigned every third step, which it does not follow;
- mint.optim.SGD and Adam in PYNATIVE mode, where they change nothing;
- nn.AdaFactor with a loss scale, which it does not use;
- nn.Rprop and nn.ASGD with a dynamic rate and a weight-decay Cell that acts on no parameter: the first one begins a step late.
"""

import argparse
from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, ops

import golden
from mindspore_optimizers import FRAMEWORK, VERSION, Case, cell, decay_cell

LATE = ["nn.Rprop", "nn.ASGD"]


class QuirkCase(Case):
    """A drawn case in a mode, with rates that are assigned or a loss scale."""

    def __init__(self, api, mode, seed, index):
        super().__init__(api, "quirks", seed, index)
        self.record["mode"] = mode
        self.record["id"] = f"mindspore.{api}#quirks/{seed}/{mode.lower()}-{index}"
        if api == "nn.AdaFactor":
            self.record["options"] |= {"loss_scale": self.draw.one(2.0, 3.0, 128.0)}
        if api in LATE:
            self.record["options"] |= {"learning_rate": cell(self.draw), "weight_decay": decay_cell(self.draw)}

    def parameters(self):
        super().parameters()
        if self.api in LATE:
            self.values = dict(zip(["bn.gamma", "bn.beta"], self.values.values()))
            self.tensors = {name: Parameter(Tensor(value), name=name) for name, value in self.values.items()}
            self.record |= {"groups": [{"params": list(self.values), "options": {}}], "grouped": False}
            self.record.pop("order_params", None)
            self.record["params"] = {name: {"shape": list(value.shape), "init": golden.words(value)} for name, value in self.values.items()}

    def step(self):
        done = len(self.record["steps"])
        if self.record["mode"] == "GRAPH" and done and done % 3 == 0:
            for group in self.optimizer_.param_groups:
                ops.assign(group["lr"], Tensor(np.float32(group["lr"].asnumpy() * np.float32(0.5))))
        return super().step()


def record(api, mode, seed, count):
    ms.set_context(mode=getattr(ms, mode + "_MODE"))
    return [QuirkCase(api, mode, seed, index).run() for index in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=4)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    ms.set_device("CPU")
    files = {}
    for api, modes in {"nn.AdaFactor": ["PYNATIVE"], "nn.Rprop": ["PYNATIVE"], "nn.ASGD": ["PYNATIVE"], "mint.optim.Adam": ["PYNATIVE"], "mint.optim.SGD": ["PYNATIVE", "GRAPH"]}.items():
        name = f"mindspore.{api}.quirks"
        cases = [case for mode in modes for case in record(api, mode, given.seed, given.cases)]
        files[name] = golden.write(given.out, name, cases)
    for name, line in files.items():
        print(name, line)
    print(FRAMEWORK, VERSION)


if __name__ == "__main__":
    main()
