"""mindspore.nn (AdamW: mindspore.experimental.optim) in PYNATIVE_MODE on CPU: OPTIMIZER THREADS."""

import os
import sys

import contestant

try:
    import mindspore as ms
    from mindspore import nn
    from mindspore.experimental import optim as experimental
except ImportError as error:
    contestant.missing(error)


def parameters(sizes, start):
    return [
        ms.Parameter(ms.Tensor(contestant.parameter(n)), name="p%d" % (start + i))
        for i, n in enumerate(sizes)
    ]


def optimizer(name, groups):
    if name == "adamw":
        return experimental.AdamW(groups, lr=contestant.LR, weight_decay=contestant.DECAY)
    options = {"learning_rate": contestant.LR}
    if name == "sgd":
        return nn.SGD(groups, **options)
    if name == "momentum":
        return nn.Momentum(groups, momentum=contestant.MOMENTUM, **options)
    if name == "adam":
        return nn.Adam(groups, **options)
    if name == "amsgrad":
        return nn.Adam(groups, use_amsgrad=True, **options)
    if name == "sgd-decay":
        return nn.SGD(groups, weight_decay=contestant.DECAY, **options)
    if name == "momentum-decay":
        return nn.Momentum(
            groups, momentum=contestant.MOMENTUM, weight_decay=contestant.DECAY, **options
        )
    if name == "momentum-scaled":
        return nn.Momentum(
            groups, momentum=contestant.MOMENTUM, loss_scale=contestant.SCALE, **options
        )
    if name == "adam-decay":
        return nn.Adam(groups, weight_decay=contestant.DECAY, **options)
    contestant.missing("no " + name)


def main(name, threads):
    # MindSpore starts threads as it likes; this keeps them on as many cores as a step may use.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(threads)])
    ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
    decayed_sizes, plain_sizes = contestant.read_groups()
    decayed = parameters(decayed_sizes, 0)
    plain = parameters(plain_sizes, len(decayed))
    groups = [{"params": decayed}]
    if plain:
        groups.append({"params": plain, "weight_decay": 0.0})
    opt = optimizer(name, groups)
    grads = tuple(ms.Tensor(contestant.gradient(n)) for n in decayed_sizes + plain_sizes)

    def step():
        opt(grads)
        ms.runtime.synchronize()

    contestant.serve(step, lambda: decayed[0].asnumpy()[1], "mindspore " + ms.__version__)


main(*sys.argv[1:])
