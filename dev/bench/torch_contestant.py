"""torch.optim: fused|foreach|default OPTIMIZER THREADS."""

import sys

import contestant

try:
    import torch
except ImportError as error:
    contestant.missing(error)


def tensors(sizes):
    result = []
    for n in sizes:
        p = torch.nn.Parameter(torch.from_numpy(contestant.parameter(n)).clone())
        p.grad = torch.from_numpy(contestant.gradient(n)).clone()
        result.append(p)
    return result


def optimizer(name, groups, implementation):
    options = {
        "fused": {"fused": True},
        "foreach": {"foreach": True},
        "default": {"foreach": False, "fused": False},
    }[implementation]
    options["lr"] = contestant.LR
    if name == "sgd":
        return torch.optim.SGD(groups, **options)
    if name == "momentum":
        return torch.optim.SGD(groups, momentum=contestant.MOMENTUM, **options)
    if name == "adam":
        return torch.optim.Adam(groups, **options)
    if name == "adamw":
        return torch.optim.AdamW(groups, weight_decay=contestant.DECAY, **options)
    if name == "amsgrad":
        return torch.optim.Adam(groups, amsgrad=True, **options)
    if name == "sgd-decay":
        return torch.optim.SGD(groups, weight_decay=contestant.DECAY, **options)
    if name == "momentum-decay":
        return torch.optim.SGD(
            groups, momentum=contestant.MOMENTUM, weight_decay=contestant.DECAY, **options
        )
    if name == "adam-decay":
        return torch.optim.Adam(groups, weight_decay=contestant.DECAY, **options)
    if name == "adam-maximize":
        return torch.optim.Adam(groups, maximize=True, **options)
    contestant.missing("no " + name)


def main(implementation, name, threads):
    torch.set_num_threads(int(threads))
    decayed, plain = (tensors(sizes) for sizes in contestant.read_groups())
    groups = [{"params": decayed}]
    if plain:
        groups.append({"params": plain, "weight_decay": 0.0})
    opt = optimizer(name, groups, implementation)

    def step():
        for group in opt.param_groups:
            group["lr"] = contestant.LR
        opt.step()

    with torch.no_grad():
        contestant.serve(step, lambda: decayed[0][1], "torch " + torch.__version__)


main(*sys.argv[1:])
