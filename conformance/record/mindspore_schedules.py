"""Records MindSpore's Cells, list functions, grouped rates and experimental schedulers, in PYNATIVE mode on CPU."""

import struct

import mindspore as ms
import numpy as np
from draw import Draw
from mindspore import Parameter, Tensor, nn
from mindspore.experimental import optim
from schedule_draw import ScheduleDraw, Trace, double, functions, refused, single

FRAMEWORK = "mindspore"
VERSION = ms.__version__
CELLS = ["ExponentialDecayLR", "NaturalExpDecayLR", "InverseDecayLR", "CosineDecayLR", "PolynomialDecayLR", "WarmUpLR"]
LISTS = [
    "exponential_decay_lr", "natural_exp_decay_lr", "inverse_decay_lr", "cosine_decay_lr", "polynomial_decay_lr",
    "warmup_lr", "piecewise_constant_lr",
]
EXPERIMENTAL = [
    "LambdaLR", "MultiplicativeLR", "StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR",
    "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "CyclicLR", "ReduceLROnPlateau", "SequentialLR",
]
HOME = "experimental.optim.lr_scheduler."
STEPS = 62


def files(wanted, seed, count):
    ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
    if wanted("schedules-mindspore"):
        cases = []
        for odd, many in ((False, count), (True, count // 2)):
            for index in range(many):
                cases += [cell(api, index, seed, odd) for api in CELLS]
                cases += [rates(api, index, seed, odd) for api in LISTS]
                cases += [experimental(api, index, seed, odd) for api in EXPERIMENTAL]
                cases += [groups(index, seed)] if not odd else []
        yield "schedules-mindspore", cases


def float32(number):
    return struct.pack(">f", float(number)).hex()


def start(api, index, seed, odd, name, dtype):
    draw = Draw("mindspore schedule", api, index, seed, odd)
    source = ScheduleDraw(draw, draw.random.randint(1, 3), torch=False)
    return draw, source, {
        "id": f"mindspore/{'odd/' if odd else ''}{name}/{index}", "framework": FRAMEWORK, "version": VERSION, "api": api,
        "base_lrs": [], "lr_dtype": dtype,
    }


def kept(recorded, record):
    """Runs `record`; what it raises becomes part of the case."""
    try:
        record()
    except Exception as error:  # whatever MindSpore raises is a fact to keep
        recorded.setdefault("calls", [])
        recorded.setdefault("lrs", [])
        refused(recorded, error)
    return recorded


def decay(draw, source, unit):
    """Arguments that a Cell and its list function share; `unit` is what decay counts: steps or epoch."""
    length = draw.one(1, source.whole(1, 25))
    return {
        "exponential": lambda: {"learning_rate": source.rate(), "decay_rate": draw.one(1.0, 0.5, 0.9, 0.95, draw.uniform(0.1, 1.1, 4)), "is_stair": draw.chance(0.5), "decay_" + unit: length},
        "cosine": lambda: {"min_lr": draw.one(0.0, 1e-7, 1e-6, 1e-4), "max_lr": source.rate(), "decay_" + unit: length},
        "polynomial": lambda: {"learning_rate": source.rate(), "end_learning_rate": draw.one(0.0, 1e-6, 1e-4), "power": draw.one(1.0, 2.0, 0.5, draw.uniform(0.3, 3, 3)), "update_decay_" + unit: draw.chance(0.4), "decay_" + unit: length},
        "warm": lambda: {"learning_rate": draw.one(0.0, source.rate()), "warmup_" + unit: draw.one(1, source.whole(1, 40))},
    }


KIND = {"Exponential": "exponential", "NaturalExp": "exponential", "Inverse": "exponential", "Cosine": "cosine", "Polynomial": "polynomial", "WarmUp": "warm"}
LIST_KIND = {"exponential": "exponential", "natural": "exponential", "inverse": "exponential", "cosine": "cosine", "polynomial": "polynomial", "warmup": "warm"}


def cell_args(api, draw, source):
    return decay(draw, source, "steps")[KIND[api.removesuffix("LR").removesuffix("Decay")]]()


def odd_argument(args, draw):
    args = dict(args)
    args[draw.one(*args)] = draw.one(*ScheduleDraw.ODD)
    return args


def cell(api, index, seed, odd):
    draw, source, recorded = start("nn." + api, index, seed, odd, api, "float32")
    recorded |= {"args": cell_args(api, draw, source), "mode": "pynative"}
    if odd:
        recorded["args"] = odd_argument(recorded["args"], draw)

    def record():
        made = getattr(nn, api)(**recorded["args"])
        values = []
        trace = Trace(recorded, lambda: [float32(values[-1])])
        trace.count("optimizer", STEPS, lambda step: values.append(made(Tensor(step, ms.int32)).asnumpy()))

    return kept(recorded, record)


def list_args(api, draw, source):
    if api == "piecewise_constant_lr":
        ends = sorted(source.whole(1, 80) for _ in range(source.whole(1, 5)))
        return {"milestone": ends, "learning_rates": [source.rate() for _ in ends]}
    args = decay(draw, source, "epoch")[LIST_KIND[api.split("_")[0]]]()
    return args | {"total_step": draw.one(60, 64, 75, 100), "step_per_epoch": draw.one(1, source.whole(1, 8))}


def rates(api, index, seed, odd):
    draw, source, recorded = start("nn." + api, index, seed, odd, api, "float64")
    recorded["args"] = list_args(api, draw, source)
    if odd:
        recorded["args"] = odd_argument(recorded["args"], draw)

    def record():
        args = recorded["args"]
        values = getattr(nn, api)(**args)
        recorded["steps_per_epoch"] = args.get("step_per_epoch", 1)
        trace = Trace(recorded, lambda: [double(values[len(recorded["lrs"])])])
        trace.count("list", min(len(values), 200), lambda _: None)

    return kept(recorded, record)


def parameters(rates_of_groups):
    """Groups of one parameter each; the names must differ in all of a process."""
    global PARAMETERS
    made = []
    for rate in rates_of_groups:
        PARAMETERS += 1
        made.append({"params": [Parameter(Tensor(np.ones(1), ms.float32), name=f"p{PARAMETERS}")]} | ({} if rate is None else {"lr": rate}))
    return made


PARAMETERS = 0


def groups(index, seed):
    draw, source, recorded = start("nn.Optimizer", index, seed, False, "Optimizer.groups", "float32")
    count = draw.random.randint(1, 4)
    length = draw.one(1, 5, STEPS, STEPS + 1)
    described = [rate(draw, source, length) for _ in range(count)]
    recorded |= {"args": {"groups": described[:-1] + [{"default": described[-1]}]}, "mode": "pynative"}

    def record():
        last = built(described[-1])
        of_groups = parameters([built(one) for one in described[:-1]] + [None])
        optimizer = nn.Momentum(of_groups if count > 1 else of_groups[0]["params"], learning_rate=last, momentum=0.9)
        seen = []

        def call(_):
            lr = optimizer.get_lr()
            seen.append(list(lr) if isinstance(lr, (tuple, list)) else [lr] * count)
            optimizer(tuple(Tensor(np.zeros(1), ms.float32) for _ in range(count)))

        trace = Trace(recorded, lambda: [float32(lr.asnumpy()) for lr in seen[-1]])
        trace.count("optimizer", STEPS, call)

    return kept(recorded, record)


def rate(draw, source, length):
    kind = draw.one("float", "list", "cell")
    if kind == "float":
        return {"api": "float", "args": {"value": source.rate()}}
    if kind == "list":
        return {"api": "list", "args": {"values": [source.rate() for _ in range(length)]}}
    api = draw.one(*CELLS)
    return {"api": api, "args": cell_args(api, draw, source)}


def built(described):
    api, args = described["api"], described["args"]
    return args["value"] if api == "float" else args["values"] if api == "list" else getattr(nn, api)(**args)


def new_scheduler(optimizer, api, args):
    args = dict(args)
    if "lr_lambda" in args:
        args["lr_lambda"] = functions(args["lr_lambda"])
    if "schedulers" in args:
        args["schedulers"] = [new_scheduler(optimizer, child["api"], child["args"]) for child in args["schedulers"]]
    return getattr(optim.lr_scheduler, api)(optimizer, **args)


def experimental(api, index, seed, odd):
    draw, source, recorded = start(HOME + api, index, seed, odd, "x." + api, "float32")
    base = [source.rate() for _ in range(source.groups)]
    recorded |= {"args": source.odd(api) if odd else source.args(api), "base_lrs": [double(rate) for rate in base]}

    def record():
        optimizer = optim.SGD(parameters(base), lr=0.1)
        scheduler = new_scheduler(optimizer, api, recorded["args"])
        trace = Trace(recorded, lambda: [float32(group["lr"].asnumpy()) for group in optimizer.param_groups])
        trace.once("init", lambda: None)
        kind = draw.random.random()
        if api == "ReduceLROnPlateau":
            trace.each("metric", source.metrics(64, single), double, lambda metric: scheduler.step(Tensor(metric, ms.float32)))
        elif kind < 0.3 and api != "SequentialLR" and not cannot_be_told_the_epoch(api, recorded["args"]):
            epochs = draw.one(list(range(61)), [draw.random.randint(0, 80) for _ in range(61)])
            trace.each("step_epoch", epochs, lambda epoch: epoch, scheduler.step)
            trace.count("step", draw.one(3, 20), lambda _: scheduler.step())
        else:
            trace.count("step", STEPS, lambda _: scheduler.step())

    return kept(recorded, record)


def cannot_be_told_the_epoch(api, args):
    """step(epoch) raises: MultiStepLR lacks what its formula needs, restarts of growing length call log wrongly."""
    return api == "MultiStepLR" or (api == "CosineAnnealingWarmRestarts" and args["T_mult"] != 1)
