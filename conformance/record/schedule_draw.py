"""Arguments of learning-rate schedules, drawn from a seed. Knows no framework, but what each refuses."""

GAMMAS = [0.1, 0.3, 0.5, 0.9, 0.95, 0.99, 1.0, 1.05]


class ScheduleDraw:
    """Draws on a `draw.Draw`; `groups` is the number of param groups of the optimizer."""

    def __init__(self, draw, groups, torch):
        self.draw, self.groups, self.torch = draw, groups, torch

    def args(self, api):
        return getattr(self, "_" + api)()

    def rate(self):
        return self.draw.one(0.1, 0.05, 0.01, 1.0, 0.5, 3e-4, 0.001, self.draw.uniform(0.001, 1, 6), self.draw.random.random())

    def each(self, value):
        """One value, or one a group."""
        return value() if self.draw.chance(0.6) else [value() for _ in range(self.groups)]

    def gamma(self):
        return self.draw.one(*GAMMAS, self.draw.uniform(0.05, 1.1, 4))

    def whole(self, low, high):
        return self.draw.random.randint(low, high)

    def function(self):
        kind = self.draw.one("pow", "inverse", "warm", "table", "const")
        if kind == "pow":
            return {"fn": kind, "base": self.draw.one(0.9, 0.5, 0.97, self.draw.uniform(0.2, 1.02, 4))}
        if kind == "inverse":
            return {"fn": kind, "k": self.draw.uniform(0.01, 0.6, 4)}
        if kind == "warm":
            return {"fn": kind, "n": self.whole(1, 20), "start": self.draw.one(0.0, 0.25, self.draw.uniform(0, 1, 3))}
        if kind == "table":
            return {"fn": kind, "values": [self.draw.uniform(0, 1.2, 4) for _ in range(self.whole(1, 9))]}
        return {"fn": kind, "value": self.draw.one(1.0, 0.3, 0.99, self.draw.uniform(0, 1.2, 3))}

    def _LambdaLR(self):
        return {"lr_lambda": self.each(self.function)}

    def _MultiplicativeLR(self):
        return {"lr_lambda": self.each(self.function)}

    def _StepLR(self):
        return {"step_size": self.draw.one(1, 2, 3, 100, self.whole(1, 25)), "gamma": self.gamma()}

    def _MultiStepLR(self):
        milestones = [self.whole(0, 60) for _ in range(self.whole(0 if self.torch else 1, 5))]
        return {"milestones": self.draw.one(milestones, sorted(milestones)), "gamma": self.gamma()}

    def _ConstantLR(self):
        factor = self.draw.one(0.0, 0.1, 0.25, 1 / 3, 0.5, 1.0, self.draw.uniform(0.01, 1, 5))
        return {"factor": factor, "total_iters": self.draw.one(0, 1, 2, 100, self.whole(0, 40))}

    def _LinearLR(self):
        return {
            "start_factor": self.draw.one(1e-8, 0.01, 0.1, 0.25, 1 / 3, 0.5, 1.0, self.draw.uniform(0.01, 1, 5)),
            "end_factor": self.draw.one(1.0, 1.0, 0.0, 1 / 3, self.draw.uniform(0, 1, 5)),
            "total_iters": self.draw.one(1, 100, self.whole(1, 50)),
        }

    def _ExponentialLR(self):
        return {"gamma": self.gamma()}

    def _PolynomialLR(self):
        power = self.draw.one(0.0, 0.5, 1.0, 2.0, self.draw.uniform(0.2, 3, 3))
        return {"total_iters": self.draw.one(1, 100, self.whole(1, 50)), "power": power}

    def _CosineAnnealingLR(self):
        return {"T_max": self.draw.one(1, 2, 3, self.whole(1, 60)), "eta_min": self.draw.one(0.0, 1e-6, 1e-5, 1e-3)}

    def _CosineAnnealingWarmRestarts(self):
        return {"T_0": self.draw.one(1, 60, self.whole(1, 20)), "T_mult": self.whole(1, 3), "eta_min": self.draw.one(0.0, 1e-6, 1e-4)}

    def _CyclicLR(self):
        scalar = self.draw.chance(0.6)
        low = [self.draw.uniform(0.001, 0.05, 5) for _ in range(self.groups)]
        high = [self.draw.uniform(0.05, 0.6, 5) for _ in range(self.groups)]
        args = {
            "base_lr": low[0] if scalar else low,
            "max_lr": high[0] if scalar else high,
            "step_size_up": self.whole(1, 15),
            "step_size_down": self.draw.one(None, self.whole(1, 15)),
            "mode": self.draw.one("triangular", "triangular2", "exp_range"),
            "gamma": self.draw.one(1.0, 0.99, 0.9994),
        }
        if self.torch:
            args |= {"cycle_momentum": self.draw.chance(0.8), "base_momentum": self.draw.one(0.8, 0.85), "max_momentum": self.draw.one(0.9, 0.95)}
        return args

    def _OneCycleLR(self):
        length = {"total_steps": 64} if self.draw.chance(0.8) else {"epochs": 8, "steps_per_epoch": 8}
        return {"max_lr": self.each(self.rate)} | length | {
            "pct_start": self.draw.one(0.3, 0.25, 0.1, 0.5, self.draw.uniform(0, 1, 2)),
            "anneal_strategy": self.draw.one("cos", "linear"),
            "three_phase": self.draw.chance(0.4),
            "div_factor": self.draw.one(25.0, 10.0),
            "final_div_factor": self.draw.one(1e4, 100.0),
            "cycle_momentum": self.draw.chance(0.8),
        }

    def _SWALR(self):
        return {
            "swa_lr": self.each(self.rate),
            "anneal_epochs": self.draw.one(0, 1, 100, self.whole(0, 30)),
            "anneal_strategy": self.draw.one("cos", "linear"),
        }

    def _ReduceLROnPlateau(self):
        return {
            "mode": self.draw.one("min", "max"),
            "factor": self.draw.one(0.1, 0.01, 0.25, 1 / 3, 0.5, self.draw.uniform(0.01, 0.9, 5)),
            "patience": self.whole(0, 6),
            "threshold": self.draw.one(1e-4, 0.01, 0.1),
            "threshold_mode": self.draw.one("rel", "abs"),
            "cooldown": self.draw.one(0, 2, 4),
            "min_lr": self.draw.one(0, 1e-4, [self.draw.one(0.0, 1e-4, 0.01) for _ in range(self.groups)]),
            "eps": self.draw.one(1e-8, 1e-3),
        }

    def _SequentialLR(self, depth=0):
        children = self._children(depth, "SequentialLR")
        milestones = sorted(self.whole(0 if self.draw.chance(0.15) else 1, 50) for _ in children[1:])
        return {"schedulers": children, "milestones": milestones}

    def _ChainedScheduler(self, depth=0):
        return {"schedulers": self._children(depth, "ChainedScheduler")}

    CHILDREN = [
        "LambdaLR", "MultiplicativeLR", "StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR",
        "PolynomialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts",
    ]

    def _children(self, depth, inside):
        """Mostly simple schedulers; sometimes a composition, or one that overwrites the rate."""
        children = []
        for _ in range(self.whole(2, 3)):
            if depth == 0 and self.draw.chance(0.1):
                api = self.draw.one("SequentialLR", "ChainedScheduler") if self.torch else "SequentialLR"
                children.append({"api": api, "args": getattr(self, "_" + api)(1)})
            else:
                api = self.draw.one(*self.CHILDREN, *(["CyclicLR"] if self.draw.chance(0.1) else []))
                children.append({"api": api, "args": self.args(api)})
        return children

    def metrics(self, count, single):
        """A loss that wanders; sometimes it is no number. `single` rounds to what float32 holds."""
        value, metrics = self.draw.uniform(0.5, 3), []
        for _ in range(count):
            value += self.draw.one(0.0, 0.0, -0.1, 0.1, -0.2, 0.05, -0.01)
            metrics.append(self.draw.one(*[value] * 15, float("nan"), float("inf"), float("-inf")) if self.draw.chance(0.3) else value)
        return [single(metric) for metric in metrics]

    # What nobody means to write: one argument replaced
    ODD = [0, 1, -1, 2, 0.0, 1.0, -1.0, 0.5, 1.5, -0.5, 2.5, True, False, None, 1e-9, 1000]

    def odd(self, api):
        args = dict(self.args(api))
        names = [name for name in args if name not in ("lr_lambda", "schedulers", "mode", "anneal_strategy", "threshold_mode")]
        if names:
            args[self.draw.one(*names)] = self.draw.one(*self.ODD)
        return args


class Functions:
    """{"fn": ...} as something that can be called, in doubles of the whole epoch."""

    def __init__(self, data):
        self.data = data

    def __call__(self, epoch):
        e, f = int(epoch), self.data
        return {
            "pow": lambda: f["base"] ** e,
            "inverse": lambda: 1 / (1 + f["k"] * e),
            "warm": lambda: f["start"] + (1 - f["start"]) * (min(e, f["n"]) / f["n"]),
            "table": lambda: f["values"][min(e, len(f["values"]) - 1)],
            "const": lambda: f["value"],
        }[f["fn"]]()


def functions(value):
    return [Functions(one) for one in value] if isinstance(value, list) else Functions(value)


def double(number):
    import struct

    return struct.pack(">d", float(number)).hex()


def single(number):
    import struct

    return struct.unpack(">f", struct.pack(">f", number))[0]


class Trace:
    """Calls a scheduler and keeps what was called and read, also when a call raises."""

    def __init__(self, case, read):
        self.case, self.read = case, read
        self.case["calls"], self.case["lrs"] = [], []

    def count(self, name, times, action):
        """`times` calls of one name, each a row."""
        done = [name, 0]
        for index in range(times):
            self._row([name, 1], lambda: action(index))
            done[1] += 1
            if done[1] == 1:
                self.case["calls"].append(done)

    def each(self, name, arguments, shown, action):
        """A call for each argument, each a row."""
        done = [name, []]
        for argument in arguments:
            self._row([name, [shown(argument)]], lambda: action(argument))
            done[1].append(shown(argument))
            if len(done[1]) == 1:
                self.case["calls"].append(done)

    def once(self, name, action):
        self._row([name], action)
        self.case["calls"].append([name])

    def _row(self, call, action):
        self.case["call"] = call  # in case it is refused
        action()
        del self.case["call"]
        self.case["lrs"].append(self.read())
        if "momenta" in self.case:
            self.case["momenta"].append(self.momenta())

    momenta = None


def refused(case, error):
    """Notes what was raised."""
    message = error.args[0] if isinstance(error, KeyError) and error.args else str(error)
    case["error"] = {"type": type(error).__name__, "message": str(message)}
    if case.get("lrs"):
        case["error"] = {"after_rows": len(case["lrs"]), "call": case["call"]} | case["error"]
    elif "calls" in case:
        del case["calls"], case["lrs"]
        case.pop("momenta", None)
    case.pop("call", None)
