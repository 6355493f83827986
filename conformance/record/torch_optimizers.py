"""Records runs of torch.optim. What a case holds: ../../README and the format page beside the traces."""

import contextlib
import copy
import functools
import inspect
import warnings

import numpy as np
import torch

import draw
import golden
import sqrt

FRAMEWORK = "torch"
VERSION = torch.__version__.split("+")[0]
DTYPES = {"f32": torch.float32, "f64": torch.float64}


def momentum(d):
    return d.one(0.0, 0.9, 0.9, d.uniform(0.1, 0.9))


def sgd(d):
    options = {"lr": d.rate(), "momentum": momentum(d), "weight_decay": d.decay()}
    if options["momentum"] > 0 and d.chance(0.4):
        options["nesterov"] = True
    elif d.chance(0.5):
        options["dampening"] = d.one(0.1, 0.5, 1.0)
    return options


def adam(d):
    return {"lr": d.rate(), "betas": d.betas(), "eps": d.eps(), "weight_decay": d.decay(), "amsgrad": d.chance(0.4)}


def nadam(d):
    return {
        "lr": d.rate(), "betas": d.betas(), "eps": d.eps(), "weight_decay": d.decay(),
        "momentum_decay": d.one(0.0, 0.004, 0.1), **d.one({}, {"decoupled_weight_decay": True}),
    }


def radam(d):
    return {
        "lr": d.rate(), "betas": d.betas(), "eps": d.eps(), "weight_decay": d.decay(),
        **d.one({}, {"decoupled_weight_decay": True}),
    }


def adamax(d):
    return {"lr": d.rate(), "betas": d.betas(), "eps": d.eps(), "weight_decay": d.decay()}


def rmsprop(d):
    return {
        "lr": d.rate(), "alpha": d.one(0.5, 0.9, 0.99), "eps": d.one(1e-8, 1e-6, 1e-3), "weight_decay": d.decay(),
        "momentum": d.one(0.0, 0.5, 0.9), "centered": d.chance(0.3),
    }


def adagrad(d):
    return {
        "lr": d.number(1e-3, 0.2), "lr_decay": d.one(0.0, 0.0, 0.01, 0.1), "weight_decay": d.decay(),
        "initial_accumulator_value": d.one(0.0, 0.1, 1.0), "eps": d.one(1e-10, 1e-6, 0.01),
    }


def adadelta(d):
    return {"lr": d.one(0.1, 0.5, 1.0), "rho": d.one(0.0, 0.5, 0.9, 0.95, 1.0), "eps": d.one(1e-6, 1e-3), "weight_decay": d.decay()}


def asgd(d):
    return {
        "lr": d.rate(), "lambd": d.one(0.0, 1e-4, 0.01), "alpha": d.one(0.5, 0.75), "t0": d.one(0.0, 4.0, 1e6),
        "weight_decay": d.decay(),
    }


def rprop(d):
    return {"lr": d.rate(), "etas": d.one([0.5, 1.2], [0.3, 1.5]), "step_sizes": d.one([1e-6, 50.0], [0.001, 0.02])}


def adafactor(d):
    return {
        "lr": d.rate(), "beta2_decay": d.one(-0.5, -0.8, -d.uniform(0.1, 1.5)), "eps": d.one([None, 1e-3], [1e-10, 0.01]), "d": d.one(1.0, 2.0, 1.5),
        "weight_decay": d.decay(),
    }


def muon(d):
    return {
        "lr": d.rate(), "weight_decay": d.decay(), "momentum": d.one(0.0, 0.5, 0.9, 0.95), "nesterov": d.chance(0.6),
        "ns_steps": d.one(3, 5), "adjust_lr_fn": d.one(None, "original", "match_rms_adamw"),
    }


def sparse_adam(d):
    return {"lr": d.rate(), "betas": d.betas(), "eps": d.one(1e-8, 1e-3, 0.1)}


def lbfgs(d):
    return {
        "lr": d.one(1.0, 0.5), "max_iter": d.one(4, 8), "history_size": d.one(3, 10),
        "line_search_fn": d.one(None, "strong_wolfe"),
    }


OPTIONS = {
    "ASGD": asgd, "Adadelta": adadelta, "Adafactor": adafactor, "Adagrad": adagrad, "Adam": adam, "AdamW": adam,
    "Adamax": adamax, "LBFGS": lbfgs, "Muon": muon, "NAdam": nadam, "RAdam": radam, "RMSprop": rmsprop,
    "Rprop": rprop, "SGD": sgd, "SparseAdam": sparse_adam,
}
ROOTS = ["Adadelta", "Adagrad", "Adam", "AdamW", "NAdam", "RAdam", "RMSprop"]
# Recorded with the correctly rounded square root, whatever this machine's is
IEEE_ROOT = ["ieee-sqrt", "changes", "differentiable", "odd", "sizes", "sparse", "tensor"]
# What may be given as a tensor of one element, beside the rate
TENSORS = {"Adam": ["betas"], "AdamW": ["betas"], "SGD": ["weight_decay"]}
# Beside SparseAdam
TAKES_SPARSE = ["Adagrad", "SGD"]
# LBFGS has one group; Adagrad makes its accumulator in the constructor
GROUP_OPTIONS = {
    "betas", "eps", "momentum", "alpha", "rho", "dampening", "nesterov", "amsgrad", "maximize", "lambd", "t0", "etas",
    "step_sizes", "momentum_decay", "decoupled_weight_decay", "centered", "lr_decay", "beta2_decay", "d", "ns_steps",
}


@functools.cache
def stock_root():
    """The profile of the square root that is not replaced."""
    return sqrt.profile()[0]


def has(api, option):
    return option in inspect.signature(getattr(torch.optim, api)).parameters


def variants(api):
    """The recordings of a class: what its implementations are."""
    found = ["default", "edges", "tensor"] if api == "LBFGS" else ["default", "edges", "changes", "odd", "sizes", "tensor"]
    if has(api, "differentiable"):
        found.append("differentiable")
    if api in ROOTS:
        found.append("ieee-sqrt")
    if api in TAKES_SPARSE:
        found.append("sparse")
    for implementation in ("fused", "foreach"):
        if has(api, implementation):
            found.append(implementation)
    return found


def apis():
    return [api for api in OPTIONS if hasattr(torch.optim, api)]


@contextlib.contextmanager
def ieee_root():
    """Replaces the vendor's square root by the correctly rounded one, and nothing else."""

    def out_of_place(tensor, **_):
        return torch.from_numpy(np.sqrt(tensor.detach().numpy())) if tensor.dim() else torch.tensor(np.sqrt(tensor.item()), dtype=tensor.dtype)

    def in_place(tensor):
        return tensor.copy_(out_of_place(tensor))

    def power(tensor, exponent):
        return out_of_place(tensor) if isinstance(exponent, float) and exponent == 0.5 else saved_power(tensor, exponent)

    saved_power = torch.Tensor.__pow__
    saved = torch.Tensor.sqrt, torch.Tensor.sqrt_, torch.sqrt, torch._foreach_sqrt, torch._foreach_sqrt_
    torch.Tensor.__pow__ = power
    torch.Tensor.sqrt = torch.sqrt = out_of_place
    torch.Tensor.sqrt_ = in_place
    torch._foreach_sqrt = lambda tensors: [out_of_place(tensor) for tensor in tensors]
    torch._foreach_sqrt_ = lambda tensors: [in_place(tensor) for tensor in tensors]
    try:
        yield
    finally:
        torch.Tensor.__pow__ = saved_power
        torch.Tensor.sqrt, torch.Tensor.sqrt_, torch.sqrt, torch._foreach_sqrt, torch._foreach_sqrt_ = saved


class Case:
    """One run, drawn and recorded."""

    def __init__(self, api, variant, seed, index):
        self.api, self.variant = api, variant
        # The ieee-sqrt variant has the cases of the default one
        drawn_as = "default" if variant == "ieee-sqrt" else variant
        self.draw = draw.Draw("torch", api, drawn_as, seed, index)
        self.edges, self.index = variant == "edges", index
        self.mixes = variant in ("tensor", "differentiable")
        self.dtype = "f64" if index % (3 if self.mixes else 6) == (2 if self.mixes else 5) else "f32"
        self.sparse = api == "SparseAdam" or variant == "sparse"
        mark = "" if variant == "default" else "#" + variant
        self.record = {
            "id": f"torch.optim.{api}{mark}/{seed}/{index}",
            "framework": FRAMEWORK, "version": VERSION, "api": "torch.optim." + api, "variant": variant,
            "impl": None, "sqrt": "ieee" if variant in IEEE_ROOT + ["fused"] else stock_root(),
        }
        self.record["options"] = self.options(index)
        self.record["impl"] = self.implementation()
        self.record["dtype"] = self.dtype
        self.parameters()

    def implementation(self):
        special = {"SparseAdam": "sparse-functional", "LBFGS": "lbfgs"}
        chosen = [name for name in ("fused", "foreach") if name in self.record["options"]]
        return special.get(self.api, chosen[0] if chosen else "single-tensor")

    def options(self, index):
        options = {"lr": 1.0 if self.api == "LBFGS" else 0.01}
        if index > 0:
            options = OPTIONS[self.api](self.draw)
            if has(self.api, "maximize") and self.api not in ("LBFGS",) and self.draw.chance(0.25):
                options["maximize"] = True
            if self.edges or (self.mixes and self.draw.chance(0.15)):
                self.make_extreme(options)
        implementation = self.variant
        self.odd_group = self.draw.chance(0.5) if self.variant == "odd" else False
        if self.variant == "odd" and not self.odd_group:
            self.make_odd(options)
        if self.variant == "tensor":
            foreach = "foreach" if self.api not in ("Adam", "AdamW") or self.draw.chance(0.2) else "default"  # refused there
            implementation = self.draw.one("default", "default", "fused", foreach)
            if implementation == "default" and has(self.api, "differentiable") and self.draw.chance(0.2):
                options["differentiable"] = True
            self.make_tensors(options)
        if self.variant == "differentiable":
            options["differentiable"] = True
            implementation = self.draw.one(*["default"] * 9, "foreach")
        if self.variant in ("changes", "odd", "sizes"):
            implementation = self.draw.one("default", "fused", "foreach")
        if self.variant == "sparse":
            implementation = self.draw.one("default", "foreach")
            options.pop("weight_decay", None)  # refused beside sparse gradients
        if implementation in ("fused", "foreach") and has(self.api, implementation):
            options[implementation] = True
        return options

    def make_tensors(self, options):
        """The rate in a tensor, and what else this class takes so."""
        for name in ["lr", *TENSORS.get(self.api, [])]:
            if name in options and (name == "lr" or self.draw.chance(0.5)):
                value = options[name]
                options[name] = [self.tensor(one) for one in value] if isinstance(value, list) else self.tensor(value, rarely=name != "lr")

    def tensor(self, value, rarely=False):
        """A tensor of one element, as data; sometimes, or rarely, with a dimension."""
        tensor = {"tensor": [value] if self.draw.chance(0.03 if rarely else 0.3) else value}
        return self.draw.one(tensor, tensor | {"dtype": "float64"})

    def make_odd(self, options):
        """One number of an option that nobody would give, as far as one can."""
        d = self.draw
        names = [name for name, value in options.items() if isinstance(value, (float, list))]
        name = d.one(*names)
        if isinstance(options[name], list):
            options[name][d.one(0, 1)] = d.one(*draw.ODD)
        else:
            options[name] = d.one(*draw.ODD)
        if has(self.api, "capturable") and d.chance(0.1):
            options["capturable"] = True

    def make_extreme(self, options):
        """One option at the end of its range."""
        ends = {
            "lr": [0.0, 1e3, 1e-30], "eps": [0.0, 1e10], "weight_decay": [10.0, 1e-30], "momentum": [1.0, 2.0],
            "alpha": [0.0, 1.0], "rho": [0.0, 1.0], "lambd": [1.0], "t0": [1.0, 2.0], "momentum_decay": [10.0],
            "initial_accumulator_value": [1e30], "lr_decay": [10.0],
        }
        name = self.draw.one(*[name for name in options if name in ends])
        if name == "eps" and isinstance(options["eps"], list):
            options["eps"] = self.draw.one([0.0, 0.0], [1e-3, 1.0])
        else:
            options[name] = self.draw.one(*ends[name])

    def parameters(self):
        d = self.draw
        count = 1 if self.edges and d.chance(0.3) else d.count()
        among = draw.MATRICES if self.api == "Muon" else draw.SHAPES
        if self.mixes and self.api != "Muon" and self.index % 6 < 5:
            among = draw.SHAPES[:7]
        if self.edges and self.api != "Muon":
            among = among + draw.ODD_SHAPES + d.one([], draw.LARGE_SHAPES)
        if self.sparse:
            among = [shape for shape in among if len(shape) > self.sorts_rows()]
        shapes = d.shapes(count, among)
        if self.variant == "sizes":
            shapes = [(1, *shape) if self.api == "Muon" else shape for shape in d.sizes(count, self.index)]
        self.shapes = dict(zip(d.names(count), shapes))
        init = {name: d.values(shape, golden.DTYPES[self.dtype]) for name, shape in self.shapes.items()}
        self.tensors = {name: self.parameter(torch.from_numpy(value.copy())) for name, value in init.items()}
        parts = [list(self.shapes)] if self.api == "LBFGS" or d.chance(0.4) else d.split(list(self.shapes))
        alone = len(parts) == 1 and d.chance(0.6)
        groups = [{"params": part, "options": {} if alone or self.api == "LBFGS" else self.group_options()} for part in parts]
        self.record["groups"] = groups
        self.record["params"] = {name: {"shape": list(self.shapes[name]), "init": golden.words(init[name])} for name in self.shapes}

    def parameter(self, value):
        """Through an update that is differentiable no leaf can go that requires a gradient."""
        if not self.record["options"].get("differentiable"):
            return torch.nn.Parameter(value)
        return torch.nn.Parameter(value).clone() if self.variant == "differentiable" and self.draw.chance(0.5) else value

    def group_options(self):
        d = self.draw
        other = OPTIONS[self.api](d)
        if self.variant == "sparse":
            other = {name: value for name, value in other.items() if name not in ("weight_decay", "momentum", "nesterov")}
        options = {}
        if d.chance(0.5):
            options["lr"] = d.rate()
        if "weight_decay" in other and d.chance(0.5):
            options["weight_decay"] = d.decay()
        more = [name for name in other if name in GROUP_OPTIONS]
        if more and d.chance(0.3):
            name = d.one(*more)
            options[name] = other[name]
        if self.odd_group:
            self.make_odd(other)
            options |= other
        if self.variant == "tensor":
            self.make_tensors(options)
        return options

    def optimizer(self):
        groups = self.record["groups"]
        if len(groups) == 1 and not groups[0]["options"]:
            params = list(self.tensors.values())
        else:
            params = [{"params": [self.tensors[name] for name in g["params"]], **passed(g["options"])} for g in groups]
        return getattr(torch.optim, self.api)(params, **passed(self.record["options"]))

    def run(self):
        if self.api == "LBFGS":
            self.make_closure()
        try:
            self.optimizer_ = self.optimizer()
        except Exception as refusal:  # whatever the framework raises is a recorded fact
            self.record["error"] = error("constructor", refusal)
            return self.record
        self.record["steps"] = []
        if self.api == "LBFGS":
            self.record["closure"] = self.closure_
        halve = self.draw.chance(0.35)
        few = self.api == "LBFGS" or self.variant == "odd" or (self.variant == "sizes" and self.index % 4 == 3)
        steps = (6, 8) if self.mixes and self.api != "LBFGS" else (3, 5) if few else (8, 15)
        for k in range(self.draw.random.randint(*steps)):
            if halve and k and k % 3 == 0:
                self.halve()
            grads = self.gradients(k)
            changes = self.changes() if self.variant in ("changes", "tensor") and k else {}
            try:
                step = self.step(grads)
            except Exception as refusal:  # whatever the framework raises is a recorded fact
                self.record["error"] = {**error(f"step {k}", refusal), "grads": grads, **changes}
                break
            self.record["steps"].append({**step, **changes})
        self.record["state"] = self.state()
        return self.record

    def halve(self):
        """Halves the rates: tensors in place, one that several groups have once."""
        tensors = {}
        for group in self.optimizer_.param_groups:
            if torch.is_tensor(group["lr"]):
                tensors[id(group["lr"])] = group["lr"]
            else:
                group["lr"] *= 0.5
        for tensor in tensors.values():
            tensor.mul_(0.5)

    def changes(self):
        """What a script may do between two steps: set options of a group, go on in another process."""
        changes = {}
        if self.variant == "changes" and self.draw.chance(0.4):
            changes["options"] = [self.change(group) for group in self.optimizer_.param_groups]
        if self.draw.chance(0.25):
            saved = copy.deepcopy(self.optimizer_.state_dict())
            self.optimizer_ = self.optimizer()
            self.optimizer_.load_state_dict(saved)
            changes["resumed"] = True
        return changes

    def change(self, group):
        other = OPTIONS[self.api](self.draw)
        if has(self.api, "maximize"):
            other["maximize"] = self.draw.chance(0.5)
        others = {name: value for name, value in other.items() if self.draw.chance(0.3) and self.may_become(group, name, value)}
        group.update(passed(others))
        return others

    def may_become(self, group, name, value):
        """The rates are halved elsewhere; and what needs a state that was not made fails in some later step."""
        needs_state = name in ("amsgrad", "centered") or (name, self.api) == ("momentum", "RMSprop")
        return name != "lr" and value is not None and not (needs_state and value and not group[name])

    def step(self, grads):
        step = {"lr": [float(group["lr"]) for group in self.optimizer_.param_groups], "grads": grads}
        if self.api == "LBFGS":
            step["loss_at_start"] = golden.words(self.loss().detach().numpy())[0]
            self.optimizer_.step(self.closure)
        else:
            self.optimizer_.step()
        step["params"] = {name: golden.words(tensor.detach().numpy()) for name, tensor in self.tensors.items()}
        step["state"] = self.state()
        return step

    def gradients(self, k):
        if self.api == "LBFGS":
            return {}
        recorded = {}
        # A fused SGD with momentum cannot have parameters that start later
        late = 0 if self.api == "SGD" and "fused" in self.record["options"] else 0.1
        for name, tensor in self.tensors.items():
            if self.sparse:
                recorded[name] = self.sparse_gradient(tensor)
            elif self.draw.chance(late) or (self.edges and k < 3 and name == self.record["groups"][-1]["params"][-1]):
                tensor.grad = None
                recorded[name] = None
            else:
                hostile = (self.edges or self.variant == "odd") and self.draw.chance(0.3)
                kind = self.draw.hostile if hostile else self.draw.gradient
                value = kind(tuple(tensor.shape), golden.DTYPES[self.dtype])
                tensor.grad = torch.from_numpy(value.copy())
                recorded[name] = golden.words(value)
        return recorded

    def sorts_rows(self):
        """Whether there is a momentum: torch's has all values ever given, unless they are sorted and distinct rows."""
        return bool(self.variant == "sparse" and self.record["options"].get("momentum"))

    def sparse_gradient(self, tensor):
        d = self.draw
        if self.edges and d.chance(0.1):
            tensor.grad = None
            return None
        size = tensor.shape[0]
        rows = sorted(d.random.sample(range(size), d.random.randint(0 if self.edges else min(1, size), size)))
        if self.edges and rows and d.chance(0.2):
            rows = sorted(rows + [d.one(*rows)])  # a row twice: torch adds them
        if self.variant == "sparse" and rows and not self.sorts_rows():
            # As the words of a text; more than twice only where they are not added up, as the order depends on the machine
            rows = d.random.sample(2 * rows, len(rows)) if self.api == "Adagrad" else [d.one(*rows) for _ in range(len(rows) + 1)]
        kind = d.hostile if self.edges and d.chance(0.3) else d.gradient
        values = kind((len(rows), *tensor.shape[1:]), golden.DTYPES[self.dtype])
        tensor.grad = torch.sparse_coo_tensor(torch.tensor([rows], dtype=torch.int64), torch.from_numpy(values.copy()), tensor.shape)
        return {"rows": rows, "values": [golden.words(row) for row in values]}

    def state(self):
        if self.api == "LBFGS":
            state = self.optimizer_.state[next(iter(self.tensors.values()))]
            return {key: state[key] for key in ("func_evals", "n_iter")}
        return {
            name: {key: state_entry(value) for key, value in sorted(self.optimizer_.state.get(tensor, {}).items())}
            for name, tensor in self.tensors.items()
        }

    def make_closure(self):
        """loss = sum of 0.5*sum((a*d)*d), d = x - b; grad = a*d."""
        kind = golden.DTYPES[self.dtype]
        self.factors = {}
        for name, shape in self.shapes.items():
            a = np.asarray(10 ** self.draw.array.uniform(-1, 1, shape), kind)
            b = np.asarray(self.draw.array.standard_normal(shape), kind)
            self.factors[name] = torch.from_numpy(a), torch.from_numpy(b)
        self.closure_ = {
            "kind": "diag-quadratic",
            "a": {name: golden.words(a.numpy()) for name, (a, _) in self.factors.items()},
            "b": {name: golden.words(b.numpy()) for name, (_, b) in self.factors.items()},
        }

    def loss(self):
        total = torch.zeros((), dtype=DTYPES[self.dtype])
        for name, (a, b) in self.factors.items():
            d = self.tensors[name].detach() - b
            total = total + 0.5 * ((a * d) * d).sum()
        return total

    def closure(self):
        for name, (a, b) in self.factors.items():
            self.tensors[name].grad = a * (self.tensors[name].detach() - b)
        return self.loss()


def passed(options):
    """The keyword arguments: a list was a tuple, {"tensor": 0.1} a tensor."""

    def value(data):
        if isinstance(data, dict):
            return torch.tensor(data["tensor"], dtype=getattr(torch, data.get("dtype", "float32")))
        return tuple(map(value, data)) if isinstance(data, list) else data

    return {name: value(data) for name, data in options.items()}


def state_entry(value):
    if torch.is_tensor(value) and value.is_sparse:
        value, sparse = torch.zeros(value.shape, dtype=value.dtype), value
        value[sparse._indices()[0]] = sparse._values()  # to_dense() forgets the sign of zeros
    return golden.slot(value.detach().numpy()) if torch.is_tensor(value) else {"dtype": "python", "value": value}


def error(at, refusal):
    return {"at": at, "type": type(refusal).__name__, "message": str(refusal)}


def cases(api, variant, seed, count):
    """The recorded cases of a class in a variant."""
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    with ieee_root() if variant in IEEE_ROOT else contextlib.nullcontext():
        return [Case(api, variant, seed, index).run() for index in range(count)]


def files(glob, seed, count):
    """Name of the file and its cases, for each class and variant that is wanted."""
    for api in apis():
        for variant in variants(api):
            name = f"torch.optim.{api}" + ("" if variant == "default" else "." + variant)
            if glob(name):
                yield name, cases(api, variant, seed, count)
