"""Records torch.optim.lr_scheduler."""

import warnings

import torch
from draw import Draw
from schedule_draw import ScheduleDraw, Trace, double, functions, refused, single

FRAMEWORK = "torch"
VERSION = torch.__version__.split("+")[0]
APIS = [
    "LambdaLR", "MultiplicativeLR", "StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR",
    "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR", "SWALR", "ReduceLROnPlateau",
    "SequentialLR", "ChainedScheduler",
]
MOMENTUM = ("CyclicLR", "OneCycleLR")
EPOCHS = APIS[:11]


def files(wanted, seed, count):
    warnings.simplefilter("ignore")
    if wanted("schedules-torch"):
        good = [case(api, i, seed) for api in APIS for i in range(count)]
        odd = [case(api, i, seed, odd=True) for api in APIS for i in range(count // 2)]
        yield "schedules-torch", good + odd
    if wanted("schedules-torch-tensor"):
        yield "schedules-torch-tensor", [case(api, i, seed, tensor=True) for api in APIS for i in range(count)]


def new_optimizer(rates, kind, tensor):
    """`tensor`: the type and the dimensions of the tensors that the rates are, if they are."""
    if tensor:
        rates = [torch.tensor([rate] if tensor["dimensions"] else rate, dtype=getattr(torch, tensor["dtype"])) for rate in rates]
    groups = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": rate} for rate in rates]
    return torch.optim.SGD(groups, lr=0.1, momentum=0.9) if kind == "SGD" else torch.optim.Adam(groups, lr=0.1)


def new_scheduler(optimizer, api, args):
    args = dict(args)
    if "lr_lambda" in args:
        args["lr_lambda"] = functions(args["lr_lambda"])
    if "schedulers" in args:
        args["schedulers"] = [new_scheduler(optimizer, child["api"], child["args"]) for child in args["schedulers"]]
    if api == "SWALR":
        return torch.optim.swa_utils.SWALR(optimizer, **args)
    of = getattr(torch.optim.lr_scheduler, api)
    return of(**args) if api == "ChainedScheduler" else of(optimizer, **args)


class Run:
    def __init__(self, made, rates, kind, tensor):
        self.made, self.rates, self.kind, self.tensor = made, rates, kind, tensor
        self.optimizer = new_optimizer(rates, kind, tensor)
        self.scheduler = new_scheduler(self.optimizer, *made)

    def step(self, *argument):
        self.optimizer.step()
        self.scheduler.step(*argument)

    def reload(self):
        states = self.optimizer.state_dict(), self.scheduler.state_dict()
        self.__init__(self.made, self.rates, self.kind, self.tensor)
        self.optimizer.load_state_dict(states[0])
        self.scheduler.load_state_dict(states[1])

    def read(self):
        return [double(group["lr"]) for group in self.optimizer.param_groups]

    def momenta(self):
        return [double(g["betas"][0] if "betas" in g else g["momentum"]) for g in self.optimizer.param_groups]


def case(api, index, seed, odd=False, tensor=False):
    draw = Draw("torch schedule", api, index, seed, *(["tensor"] if tensor else [odd]))
    source = ScheduleDraw(draw, draw.random.randint(1, 3), torch=True)
    rates = [source.rate() for _ in range(source.groups)]
    kind = draw.one("SGD", "Adam") if api in MOMENTUM else "SGD"
    args = source.odd(api) if odd else source.args(api)
    recorded = {
        "id": f"torch/{'odd/' if odd else 'tensor/' if tensor else ''}{api}/{index}", "framework": FRAMEWORK, "version": VERSION, "api": api, "args": args,
        "base_lrs": [double(rate) for rate in rates], "optimizer": kind, "lr_dtype": "float64",
    }
    if tensor:
        recorded["lr_tensor"] = {"dtype": draw.one("float32", "float32", "float64"), "dimensions": draw.one(0, 0, 1)}
    if api in MOMENTUM:
        recorded["momenta"] = []
    try:
        run = Run((api, args), rates, kind, recorded.get("lr_tensor"))
        trace = Trace(recorded, lambda: run.read())
        trace.momenta = lambda: run.momenta()
        calls(api, draw, source, run, trace)
    except Exception as error:  # whatever torch raises is a fact to keep
        recorded.setdefault("calls", [])
        recorded.setdefault("lrs", [])
        refused(recorded, error)
    else:
        recorded["state_keys"] = sorted(run.scheduler.state_dict())
    return recorded


def calls(api, draw, source, run, trace):
    trace.once("init", lambda: None)
    kind = draw.random.random()
    if api == "ReduceLROnPlateau":
        metrics = source.metrics(70, single)
        trace.each("metric", metrics[:30], double, run.step)
        if kind < 0.3:
            trace.once("reload", run.reload)
        trace.each("metric", metrics[30:], double, run.step)
    elif api == "OneCycleLR":
        trace.count("step", 66 if kind < 0.1 else 63, lambda _: run.step())
    elif api in EPOCHS and kind < 0.35:
        trace.each("step_epoch", epochs(api, draw), lambda epoch: epoch, run.step)
        trace.count("step", draw.one(3, 20), lambda _: run.step())
    elif kind < 0.55 and api not in ("CyclicLR", "SWALR"):
        before = draw.one(1, 20, 25)
        trace.count("step", before, lambda _: run.step())
        trace.once("reload", run.reload)
        trace.count("step", 62 - before, lambda _: run.step())
    else:
        trace.count("step", 62, lambda _: run.step())


def epochs(api, draw):
    """In order, or forth and back; those of the warm restarts may be parts of an epoch."""
    if api == "CosineAnnealingWarmRestarts" and draw.chance(0.6):
        return draw.one([i / 4 for i in range(61)], [round(draw.random.uniform(0, 80), 3) for _ in range(61)])
    return draw.one(list(range(61)), [draw.random.randint(0, 80) for _ in range(61)])
