"""Records runs of MindSpore's optimizers on CPU: nn, experimental.optim, mint.optim."""

import warnings

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, mint, nn, ops
from mindspore.experimental import optim as experimental

import draw
import golden

FRAMEWORK = "mindspore"
VERSION = ms.__version__
HOMES = {"nn": nn, "experimental.optim": experimental, "mint.optim": mint.optim}
# nn.LARS, nn.Lamb and mint.optim.AdamW have no kernel on CPU
SLOTS = {
    "nn.SGD": ["accum", "stat"], "nn.Momentum": ["moments"], "nn.Adam": ["moment1", "moment2", "vhat"],
    "nn.LazyAdam": ["moment1", "moment2"], "nn.AdamOffload": ["moment1", "moment2"], "nn.AdamWeightDecay": ["moments1", "moments2"],
    "nn.ASGD": ["mu", "eta", "ax"], "nn.Rprop": ["prev", "step_size"], "nn.FTRL": ["moments", "linear"],
    "nn.RMSProp": ["ms", "mg", "moment"], "nn.ProximalAdagrad": ["accum"], "nn.Adagrad": ["accum"], "nn.AdaMax": ["moment1", "moment2"],
    "nn.Adadelta": ["accum", "accum_update"], "nn.AdaFactor": ["exp_avg", "exp_avg_sq", "exp_avg_sq_row", "exp_avg_sq_col"],
    "experimental.optim.SGD": ["accum", "stat"], "experimental.optim.Adam": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
    "experimental.optim.AdamW": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"], "experimental.optim.ASGD": ["mu", "eta", "ax"],
    "experimental.optim.Adadelta": ["accum", "accum_update"], "experimental.optim.Adagrad": ["accum"],
    "experimental.optim.Adamax": ["exp_avg", "exp_inf"], "experimental.optim.NAdam": ["exp_avg", "exp_avg_sq", "mu_product"],
    "experimental.optim.RAdam": ["exp_avg", "exp_avg_sq"], "experimental.optim.RMSprop": ["moment", "mean_grad", "mean_square"],
    "experimental.optim.Rprop": ["prev", "step_size"], "mint.optim.SGD": ["momentum_buf"], "mint.optim.Adam": ["exp_avg", "exp_avg_sq"],
}
COUNTERS = ["global_step", "step_t", "state_step", "beta1_power", "beta2_power", "step"]
NO_WEIGHT_DECAY = {"experimental.optim.Rprop", "nn.AdaFactor"}
NO_LOSS_SCALE = {"nn.AdamWeightDecay", "nn.ASGD", "nn.Rprop", "nn.AdaFactor"}
FIXED_RATE = {"nn.FTRL", "nn.AdaFactor"}
NO_DECAY_CELL = {"nn.SGD", "nn.LazyAdam"}
# On CPU the kernel of centralization is missing: shapes that would need it are rare on purpose
MAXIMIZE = {"SGD", "Adam", "AdamW", "Adadelta", "Adagrad", "Adamax", "RMSprop", "ASGD", "Rprop"}


def moments(d):
    b1, b2 = d.betas()
    return {"beta1": b1 or 0.9, "beta2": b2, "eps": d.eps()}


def sgd(d):
    momentum = d.one(0.9, 0.9, d.uniform(0.2, 0.9), 0.0)
    if momentum > 0 and d.chance(0.5):
        return {"momentum": momentum, "dampening": 0.0, "nesterov": True}
    return {"momentum": momentum, "dampening": d.one(0.0, 0.3) if momentum else 0.0, "nesterov": False}


def free_sgd(d):
    momentum = d.one(0.0, 0.9, d.uniform(0.2, 0.9))
    if momentum > 0 and d.chance(0.3):
        return {"momentum": momentum, "nesterov": True}
    return {"momentum": momentum, **d.one({}, {"dampening": d.one(0.1, 0.5, 1.0)})}


def adam(d):
    return {**moments(d), "use_nesterov": d.chance(0.3)}


def nn_adam(d):
    kind = d.one({}, {}, {"use_amsgrad": True}, {"use_offload": True}, {"use_lazy": True})
    return {**adam(d), **({"use_nesterov": False} if "use_amsgrad" in kind else {}), **kind}


def betas(d):
    return {"betas": d.betas(), "eps": d.eps()}


def averaging(d):
    return {"lambd": d.one(1e-4, 1e-3, 0.01), "alpha": d.one(0.5, 0.75), "t0": d.one(0.0, 4.0, 1e6)}


def rprop(d):
    return {"etas": d.one([0.5, 1.2], [0.3, 1.5]), "step_sizes": d.one([1e-6, 50.0], [0.001, 0.02])}


def adafactor(d):
    return {
        "eps": d.one([1e-30, 1e-3], [1e-10, 0.01]), "clip_threshold": d.one(1.0, 2.0), "decay_rate": d.one(0.5, 0.8),
        "beta1": d.one(0.0, 0.5, 0.9), "weight_decay": d.one(0.0, 0.01), "scale_parameter": d.chance(0.6),
        **d.one({}, {"warmup_init": True}, {"learning_rate": d.rate(), "relative_step": False}),
    }


OPTIONS = {
    "nn.SGD": sgd,
    "nn.Momentum": lambda d: {"momentum": d.one(0.9, 0.5, d.uniform(0.2, 0.9)), "use_nesterov": d.chance(0.4)},
    "nn.Adam": nn_adam,
    "nn.LazyAdam": adam,
    "nn.AdamOffload": adam,
    "nn.AdamWeightDecay": moments,
    "nn.AdaMax": moments,
    "nn.ASGD": averaging,
    "nn.Rprop": rprop,
    "nn.FTRL": lambda d: {"initial_accum": d.one(0.1, 1.0), "lr_power": d.one(-0.5, -0.5, -0.8), "l1": d.one(0.0, 0.01), "l2": d.one(0.0, 0.1)},
    "nn.RMSProp": lambda d: {"decay": d.one(0.5, 0.9, 0.99, d.number(1e-6, 0.4)), "momentum": d.one(0.0, 0.5, 0.9), "epsilon": d.one(1e-10, 1e-6, 1e-3), "centered": d.chance(0.35)},
    "nn.ProximalAdagrad": lambda d: {"accum": d.one(0.1, 1.0), "l1": d.one(0.0, 0.01), "l2": d.one(0.0, 0.1)},
    "nn.Adagrad": lambda d: {"accum": d.one(0.0, 0.1, 1.0), "update_slots": d.chance(0.7)},
    "nn.Adadelta": lambda d: {"rho": d.one(0.0, 0.5, 0.9, 0.95), "epsilon": d.one(1e-6, 1e-3)},
    "nn.AdaFactor": adafactor,
    "experimental.optim.SGD": free_sgd,
    "experimental.optim.Adam": lambda d: {**betas(d), "amsgrad": d.chance(0.4)},
    "experimental.optim.AdamW": lambda d: {**betas(d), "amsgrad": d.chance(0.4)},
    "experimental.optim.ASGD": averaging,
    "experimental.optim.Adadelta": lambda d: {"rho": d.one(0.0, 0.5, 0.9, 0.95, 1.0), "eps": d.one(1e-6, 1e-3)},
    "experimental.optim.Adagrad": lambda d: {"lr_decay": d.one(0.0, 0.01, 0.1), "initial_accumulator_value": d.one(0.0, 0.1, 1.0), "eps": d.one(1e-10, 1e-6, 0.01)},
    "experimental.optim.Adamax": betas,
    "experimental.optim.NAdam": lambda d: {**betas(d), "momentum_decay": d.one(0.0, 0.004, 0.1)},
    "experimental.optim.RAdam": betas,
    "experimental.optim.RMSprop": lambda d: {"alpha": d.one(0.5, 0.9, 0.99), "eps": d.eps(), "momentum": d.one(0.0, 0.5, 0.9), "centered": d.chance(0.3)},
    "experimental.optim.Rprop": rprop,
    "mint.optim.SGD": free_sgd,
    "mint.optim.Adam": lambda d: {**betas(d), "amsgrad": d.chance(0.4)},
}
# Ends of ranges. None brings numbers near the subnormal ones, which MindSpore flushes to zero or not as its threads happen to be
# free; and 1e-16 is not nearer to 0 because PYNATIVE mode takes an operator's constants for equal that agree to 17 decimals
ENDS = {
    "learning_rate": [0.0, 1.0, 1e3, 1e-7], "lr": [0.0, 1.0, 1e3, 1e-7], "weight_decay": [1.0, 10.0, 1e30], "loss_scale": [1e-3, 0.1, 4096.0],
    "momentum": [1.0, 2.0], "dampening": [0.999, 1.0, 2.0], "betas": [[0.0, 0.0], [0.0, 0.999], [0.9, 0.0], [0.99999, 0.9999999]],
    "beta1": [0.5, 0.9999999], "beta2": [0.5, 0.9999999], "eps": [0.0, 1e-16, 1e3], "epsilon": [0.0, 1e-16, 1e3], "alpha": [0.0, 1.0, 2.0],
    "rho": [0.0, 1.0], "decay": [0.0, 0.9999999, 1.0], "lambd": [0.0, 1.0, 100.0], "t0": [0.0, 1.0, 2.0], "momentum_decay": [1.0, 10.0],
    "initial_accumulator_value": [1.0, 1e10], "accum": [0.0, 1e-30, 1e10], "initial_accum": [1.0, 100.0], "lr_decay": [1.0, 10.0],
    "etas": [[1e-3, 100.0], [0.999, 1.001]], "step_sizes": [[1e-30, 1e-30], [1e-20, 1e30], [0.5, 1.0]], "l1": [10.0], "l2": [1e3],
    "lr_power": [0.0, -0.1, -1.0, -2.0], "clip_threshold": [1e-3, 1e3], "decay_rate": [1e-3, 0.999],
}
PAIRS = [[0.0, 0.0], [1e-3, 1.0], [1.0, 1e-16], [1e-30, 1.0]]  # eps of nn.AdaFactor
# Compiled steps ask whether these are 0, and take less than 2^-52 for it
ASKED = {(api, "weight_decay") for api in OPTIONS if not api.startswith("nn.")} - {("experimental.optim.SGD", "weight_decay"), ("experimental.optim.AdamW", "weight_decay")}
ASKED |= {("mint.optim.SGD", "momentum")}
GROUP_OPTIONS = {"betas", "eps", "momentum", "alpha", "rho", "lambd", "etas"}


def cell(d):
    """A learning-rate schedule of nn, as data."""
    name = d.one("ExponentialDecayLR", "NaturalExpDecayLR", "InverseDecayLR", "CosineDecayLR", "PolynomialDecayLR", "WarmUpLR")
    rate = d.number(1e-3, 0.1)
    if name == "CosineDecayLR":
        args = {"min_lr": d.number(1e-6, 1e-4), "max_lr": rate, "decay_steps": d.one(4, 8, 20)}
    elif name == "PolynomialDecayLR":
        args = {"learning_rate": rate, "end_learning_rate": d.number(1e-6, 1e-4), "decay_steps": d.one(4, 8, 20), "power": d.one(0.5, 1.0, 2.0), "update_decay_steps": d.chance(0.4)}
    elif name == "WarmUpLR":
        args = {"learning_rate": rate, "warmup_steps": d.one(3, 8)}
    else:
        args = {"learning_rate": rate, "decay_rate": d.one(0.5, 0.9, d.uniform(0.1, 0.99)), "decay_steps": d.one(2, 3, 4), "is_stair": d.chance(0.5)}
    return {"schedule": "nn." + name, "args": args}


def decay_cell(d):
    return {"schedule": "nn.ExponentialDecayLR", "args": {"learning_rate": d.number(1e-3, 0.1), "decay_rate": 0.5, "decay_steps": 3, "is_stair": d.chance(0.5)}}


class Case:
    """One run, drawn and recorded."""

    def __init__(self, api, variant, seed, index):
        self.api, self.variant, self.edges = api, variant, variant == "edges"
        self.draw = draw.Draw("mindspore", api, variant, seed, index)
        self.index = index
        self.is_nn = api.startswith("nn.")
        few = variant == "sizes" and index % 4 == 3
        self.steps = self.draw.random.randint(3, 5) if few else self.draw.random.randint(8, 15)
        mark = "" if variant == "default" else "#" + variant
        self.record = {
            "id": f"mindspore.{api}{mark}/{seed}/{index}", "framework": FRAMEWORK, "version": VERSION, "api": "mindspore." + api,
            "variant": variant, "mode": "GRAPH" if api.startswith("mint.") else "PYNATIVE", "impl": "cpu-kernel",
            "options": self.options(), "dtype": "f32",
        }
        self.parameters()

    def options(self):
        options = self.ordinary()
        if self.edges and self.index > 0:
            self.make_extreme(options)
        return options

    def ordinary(self):
        d = self.draw
        if self.index == 0:
            first = {"nn.AdaFactor": {}, "nn.SGD": {"learning_rate": 0.1}, "nn.Momentum": {"learning_rate": 0.1, "momentum": 0.9}}
            return first.get(self.api, {"learning_rate" if self.is_nn else "lr": 0.01})
        options = OPTIONS[self.api](d)
        if self.api == "nn.AdaFactor":
            return options
        adadelta = self.api.endswith("Adadelta")
        options = {"learning_rate" if self.is_nn else "lr": d.one(0.1, 0.5, 1.0) if adadelta else self.rate(), **options}
        if self.is_nn and self.api not in FIXED_RATE and d.chance(0.3):
            options["learning_rate"] = self.rates() if d.chance(0.5) else cell(d)
        if self.api not in NO_WEIGHT_DECAY:
            dynamic = self.is_nn and d.chance(0.15)
            # Two classes refuse a cell: seldom tried
            may = self.api not in NO_DECAY_CELL or d.chance(0.2)
            options["weight_decay"] = decay_cell(d) if dynamic and may else d.decay()
        if self.is_nn and self.api not in NO_LOSS_SCALE:
            options["loss_scale"] = d.one(1.0, 1.0, 128.0, 1024.0, 3.0)
        if not self.is_nn and self.api.split(".")[-1] in MAXIMIZE and d.chance(0.25):
            options["maximize"] = True
        return options

    def make_extreme(self, options):
        """One or two options at the ends of their ranges."""
        d = self.draw
        for _ in range(d.one(1, 1, 2)):
            name = d.one(*[name for name in options if name in ENDS and not isinstance(options[name], dict)])
            ends = PAIRS if isinstance(options[name], list) and name == "eps" else ENDS[name] + [1e-16] * ((self.api, name) in ASKED)
            if not (name == "dampening" and options.get("nesterov")):
                options[name] = d.one(*ends)

    def rate(self):
        return self.draw.number(1e-4, 0.1)

    def rates(self):
        """A list: a rate a step, or some more."""
        return {"list": [self.draw.number(1e-3, 0.1) for _ in range(self.steps + self.draw.random.randint(0, 4))]}

    def parameters(self):
        d = self.draw
        among = draw.SHAPES + (draw.ODD_SHAPES[1:2] + draw.ODD_SHAPES[4:] if self.edges else [])
        if self.api == "nn.RMSProp" and self.variant == "default":
            # The kernel cuts a tensor into chunks at run time: all tail, or whole vectors
            among = [shape for shape in among if np.prod(shape) < 8 or np.prod(shape) % 16 == 0]
        count = d.count()
        shapes = d.sizes(count, self.index) if self.variant == "sizes" else d.shapes(count, among)
        self.values = dict(zip(d.names(count), [self.first_values(shape) for shape in shapes]))
        self.tensors = {name: Parameter(Tensor(value), name=name) for name, value in self.values.items()}
        names = list(self.values)
        grouped = d.chance(0.6)
        parts = d.split(names) if grouped else [names]
        groups = [{"params": part, "options": self.group_options(part) if grouped else {}} for part in parts]
        self.record |= {"groups": groups, "grouped": grouped}
        if grouped and self.is_nn and d.chance(0.45):
            self.record["order_params"] = d.random.sample(names, len(names))
        self.record["params"] = {name: {"shape": list(value.shape), "init": golden.words(value)} for name, value in self.values.items()}

    def first_values(self, shape):
        if self.edges and self.draw.chance(0.2):
            return self.draw.hostile(shape, np.float32, subnormal=False)
        return self.draw.values(shape, np.float32)

    def group_options(self, names):
        d = self.draw
        options = {}
        given = self.record["options"]
        dynamic = isinstance(given.get("learning_rate"), dict)
        if self.api not in FIXED_RATE and d.chance(0.5):
            listed = dynamic and "list" in given["learning_rate"]
            options["lr"] = cell(d) if self.is_nn and not listed and d.chance(0.2) else self.rate()
        if self.api not in NO_WEIGHT_DECAY and d.chance(0.5):
            cells = isinstance(given.get("weight_decay"), dict) and self.api not in NO_DECAY_CELL
            options["weight_decay"] = decay_cell(d) if cells and d.chance(0.4) else d.decay()
        if self.is_nn and d.chance(0.35):
            needs_kernel = any(self.values[name].ndim > 1 and self.values[name].shape[1] % 16 == 0 for name in names)
            options["grad_centralization"] = d.chance(0.6) and not (needs_kernel and d.chance(0.8))
        if not self.is_nn and d.chance(0.3):
            other = OPTIONS[self.api](d)
            more = [name for name in other if name in GROUP_OPTIONS]
            if more:
                name = d.one(*more)
                options[name] = other[name]
        return options

    def optimizer(self):
        home, name = self.api.rsplit(".", 1)
        arguments = list(self.tensors.values())
        if self.record["grouped"]:
            arguments = [{"params": [self.tensors[n] for n in g["params"]], **passed(g["options"])} for g in self.record["groups"]]
            if "order_params" in self.record:
                arguments.append({"order_params": [self.tensors[n] for n in self.record["order_params"]]})
        return getattr(HOMES[home], name)(arguments, **passed(self.record["options"]))

    def run(self):
        try:
            self.optimizer_ = self.optimizer()
        except Exception as refusal:  # whatever the framework raises is a recorded fact
            self.record["error"] = error("constructor", refusal)
            return self.record
        self.order = [parameter.name for parameter in self.optimizer_.parameters]
        self.record |= {"parameter_order": self.order, "steps": []}
        changing = self.variant == "changes"
        halve = self.api.startswith("experimental") and not changing and self.draw.chance(0.35)
        for k in range(self.steps):
            if halve and k and k % 3 == 0:
                for group in self.optimizer_.param_groups:
                    ops.assign(group["lr"], Tensor(np.float32(group["lr"].asnumpy() * np.float32(0.5))))
            changes = self.changes() if changing and k else {}
            try:
                self.record["steps"].append({**self.step(), **changes})
            except Exception as refusal:
                self.record["error"] = {**error(f"step {k}", refusal), **changes}
                break
        self.record["state"] = self.state()
        return self.record

    def changes(self):
        """What a script may do between two steps: set rates, options of groups and parameters, go on in another process."""
        d = self.draw
        changes = {}
        if d.chance(0.4):
            changes["options"] = self.new_rates() if self.is_nn else [self.change(group) for group in self.optimizer_.param_groups]
        if d.chance(0.2):
            name = d.one(*self.values)
            value = d.values(self.values[name].shape, np.float32)
            # Not set_data: in 2.10 an optimizer that has stepped goes on with the old memory
            ops.assign(self.tensors[name], Tensor(value))
            changes["params_set"] = {name: golden.words(value)}
        if d.chance(0.25):
            self.resume()
            changes["resumed"] = True
        return changes

    def new_rates(self):
        """The rates of nn, where they are constant: one for all groups, or one each."""
        rates = self.optimizer_.learning_rate
        groups = self.record["groups"]
        if isinstance(rates, Parameter):
            value = self.rate()
            ops.assign(rates, Tensor(np.float32(value)))
            return [{"lr": value} for _ in groups]
        changes = [{} for _ in groups]
        if isinstance(rates, tuple):
            for group, change in zip(groups, changes):
                if self.draw.chance(0.6):
                    change["lr"] = self.rate()
                    ops.assign(rates[self.order.index(group["params"][0])], Tensor(np.float32(change["lr"])))
        return changes

    def change(self, group):
        """Options of a group; mint has compiled all but the rate into its step."""
        d = self.draw
        change = {"lr": self.rate()} if d.chance(0.5) else {}
        if change and isinstance(group["lr"], Parameter) and (self.api.startswith("mint.") or d.chance(0.5)):
            ops.assign(group["lr"], Tensor(np.float32(change["lr"])))
        elif change:
            group["lr"] = change["lr"]
        if not self.api.startswith("mint."):
            other = OPTIONS[self.api](d)
            other |= {"weight_decay": d.decay()} if self.api not in NO_WEIGHT_DECAY else {}
            other |= {"maximize": d.chance(0.5)} if "maximize" in group else {}
            set_now = {name: value for name, value in other.items() if d.chance(0.3)}
            group.update(passed(set_now))
            change |= set_now
        return change

    def resume(self):
        """Saves and loads; what experimental.optim leaves out of its checkpoints is carried over by hand."""
        old = self.optimizer_
        saved = {name: Parameter(Tensor(value.asnumpy()), name=name) for name, value in old.parameters_dict().items()}
        self.optimizer_ = self.optimizer()
        ms.load_param_into_net(self.optimizer_, saved)
        for name, values in vars(old).items():
            if isinstance(values, list) and values and all(isinstance(value, Parameter) for value in values) and name != "lrs":
                for value, new in zip(values, getattr(self.optimizer_, name)):
                    ops.assign(new, Tensor(value.asnumpy()))
        for group, new in zip(getattr(old, "param_groups", []), getattr(self.optimizer_, "param_groups", [])):
            rate, new_rate = group["lr"], new["lr"]
            new.update({name: value for name, value in group.items() if name != "params"})
            if isinstance(rate, Parameter):
                new["lr"] = new_rate
                ops.assign(new_rate, Tensor(rate.asnumpy()))

    def step(self):
        grads = {name: self.gradient(value.shape) for name, value in self.values.items()}
        step = {"lr": self.rates_now(), "grads": {name: golden.words(grad) for name, grad in grads.items()}}
        decays = self.decays_now()
        self.optimizer_(tuple(Tensor(grads[name]) for name in self.order))
        step["params"] = {name: golden.words(tensor.asnumpy()) for name, tensor in self.tensors.items()}
        step["state"] = self.state()
        if decays:
            step["weight_decay_times_loss_scale"] = decays
        return step

    def gradient(self, shape):
        """Without subnormals: MindSpore flushes them to zero or not, as its threads happen to be free."""
        if self.edges and self.draw.chance(0.3):
            return self.draw.hostile(shape, np.float32, subnormal=False)
        return self.draw.gradient(shape, np.float32)

    def rates_now(self):
        """The rate of each group, as float32."""
        groups = self.record["groups"]
        if not self.is_nn:
            rates = [group["lr"] for group in self.optimizer_.param_groups]
            return [float(np.float32(rate.asnumpy() if hasattr(rate, "asnumpy") else rate)) for rate in rates]
        rates = self.optimizer_.get_lr()
        if isinstance(rates, tuple):
            return [float(rates[self.order.index(group["params"][0])].asnumpy().reshape(-1)[0]) for group in groups]
        return [float(rates.asnumpy().reshape(-1)[0])] * len(groups)

    def decays_now(self):
        """The dynamic weight decay of each group, times the loss scale; empty if it is constant."""
        groups = self.record["groups"]
        given = [self.record["options"].get("weight_decay")] + [group["options"].get("weight_decay") for group in groups]
        if not any(isinstance(value, dict) for value in given):
            return []
        decays = self.optimizer_.get_weight_decay()
        if not isinstance(decays, (tuple, list)):
            decays = [decays] * len(self.order)
        found = [decays[self.order.index(group["params"][0])] for group in groups]
        return [golden.words(np.float32(decay.asnumpy().reshape(-1)[0] if hasattr(decay, "asnumpy") else decay))[0] for decay in found]

    def state(self):
        optimizer = self.optimizer_
        counters = {name: getattr(optimizer, name) for name in COUNTERS if hasattr(getattr(optimizer, name, None), "asnumpy")}
        state = {"global": {name: golden.slot(value.asnumpy()) for name, value in counters.items()}}
        slots = [name for name in SLOTS[self.api] if hasattr(optimizer, name)]
        state["per_param"] = {
            name: {key: golden.slot(getattr(optimizer, key)[self.order.index(name)].asnumpy()) for key in slots} for name in self.values
        }
        return state


def passed(options):
    """The keyword arguments: lists of pairs were tuples, dynamic values are built."""
    return {name: built(value) for name, value in options.items()}


def built(value):
    if isinstance(value, dict):
        return value["list"] if "list" in value else getattr(nn, value["schedule"][3:])(**value["args"])
    return tuple(value) if isinstance(value, list) else value


def error(at, refusal):
    message = [line.strip() for line in str(refusal).splitlines() if line.strip() and not set(line.strip()) <= set("-=")]
    return {"at": at, "type": type(refusal).__name__, "message": " | ".join(message)[:600]}


def cases(api, variant, seed, count):
    """The recorded cases of a class in a variant."""
    warnings.simplefilter("ignore")
    mode = ms.GRAPH_MODE if api.startswith("mint.") else ms.PYNATIVE_MODE
    ms.set_context(mode=mode)
    ms.set_device("CPU")
    return [Case(api, variant, seed, index).run() for index in range(count)]


def files(glob, seed, count):
    """Name of the file and its cases, for each class and variant that is wanted; mint last: another mode."""
    for api in OPTIONS:
        for variant in ("default", "edges", "changes", "sizes"):
            name = f"mindspore.{api}" + ("" if variant == "default" else "." + variant)
            if glob(name):
                yield name, cases(api, variant, seed, count)
