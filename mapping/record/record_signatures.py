"""Records the signatures of a framework's optimizers, schedules and what trains with them.

    python mapping/record/record_signatures.py torch > mapping/src/main/resources/dev/lockstep/mapping/signatures/torch-2.15.0.json
    python mapping/record/record_signatures.py mindspore [FOLDER] > .../mindspore-2.10.0.json   (oneflow and megengine likewise)

The sources are parsed, nothing is imported: inspect is blind on MindSpore's decorated classes, and so
any release can be recorded from its unpacked wheel or sources (OneFlow's sources lack version.py: write one). FOLDER is the folder that holds the package;
without it the running Python's own. (torch 1.13.1 and 2.1.2 and mindspore 2.7.0 are recorded so.) Needs Python 3.9 or newer and nothing else; two runs give the same bytes.

Kinds come from annotations, else from the type that the docstring gives, else from the default.
Keywords taken out of **kwargs are recorded as keyword-only options.
"""

import argparse
import ast
import glob
import importlib.util
import json
import os
import re

# Where the public names live: public prefix, files, names (all public ones if none are given).
PLACES = {
    "torch": [
        ("torch.optim.lr_scheduler.", "optim/lr_scheduler.py", ()),
        ("torch.optim.swa_utils.", "optim/swa_utils.py", ("SWALR",)),
        ("torch.optim.", "optim/*.py", ()),
        ("torch.nn.utils.", "nn/utils/clip_grad.py", ("clip_grad_norm_", "clip_grad_value_")),
        ("torch.amp.", "amp/grad_scaler.py", ("GradScaler",)),
        ("torch.cuda.amp.", "cuda/amp/grad_scaler.py", ("GradScaler",)),
    ],
    # Files by name: OneFlow and MegEngine export from each by hand.
    "oneflow": [
        ("oneflow.optim.lr_scheduler.", "nn/optimizer/" + file + ".py", ())
        for file in (
            "chained_scheduler", "constant_lr", "cosine_annealing_lr", "cosine_annealing_warm_restarts", "cosine_decay_lr",
            "exponential_lr", "lambda_lr", "linear_lr", "multiplicative_lr", "multistep_lr", "polynomial_lr",
            "reduce_lr_on_plateau", "sequential_lr", "step_lr", "warmup_lr",
        )
    ] + [
        ("oneflow.optim.", "nn/optimizer/" + file + ".py", ())
        for file in ("adadelta", "adagrad", "adam", "adamw", "lamb", "lbfgs", "rmsprop", "sgd")
    ] + [
        ("oneflow.optim.swa_utils.", "optim/swa_utils.py", ("SWALR",)),
        ("oneflow.nn.utils.", "nn/utils/clip_grad.py", ("clip_grad_norm_", "clip_grad_value_")),
        # The legacy job functions, in the releases that still have them.
        ("oneflow.optimizer.", "python/ops/optimizer.py", (
            "SGD", "SGDW", "Adam", "AdamW", "LazyAdam", "LARS", "LAMB", "RMSProp", "CombinedOptimizer",
            "CosineScheduler", "CustomScheduler", "PiecewiseConstantScheduler", "PiecewiseScalingScheduler",
            "PolynomialScheduler", "LinearCosineScheduler", "ExponentialScheduler", "InverseTimeScheduler", "NaturalExpScheduler",
        )),
        ("oneflow.optimizer.grad_clipping.", "python/ops/optimizer.py", ("by_global_norm",)),
        ("oneflow.optimizer.warmup.", "python/ops/optimizer.py", ("constant", "linear")),
    ],
    "megengine": [
        ("megengine.optimizer.", "optimizer/*.py", ("Adadelta", "Adagrad", "Adam", "AdamW", "LAMB", "LAMBFp16", "SGD")),
        ("megengine.optimizer.", "optimizer/multi_step_lr.py", ("MultiStepLR",)),
        ("megengine.optimizer.", "optimizer/clip_grad.py", ("clip_grad_norm", "clip_grad_value")),
        ("megengine.autodiff.", "autodiff/grad_manager.py", ("GradManager",)),
    ],
    "mindspore": [
        ("mindspore.nn.", "nn/learning_rate_schedule.py", ()),
        ("mindspore.nn.", "nn/dynamic_lr.py", ()),
        ("mindspore.nn.", "nn/optim/*.py", ()),
        ("mindspore.nn.", "nn/wrap/loss_scale.py", ()),
        ("mindspore.nn.", "nn/wrap/cell_wrapper.py", ("TrainOneStepCell",)),
        ("mindspore.experimental.optim.lr_scheduler.", "experimental/optim/lr_scheduler.py", ()),
        ("mindspore.experimental.optim.", "experimental/optim/*.py", ()),
        ("mindspore.nn.optim_ex.", "nn/optim_ex/*.py", ()),
        ("mindspore.mint.optim.", "mint/optim/*.py", ()),
        ("mindspore.ops.", "ops/function/clip_func.py", ("clip_by_norm", "clip_by_value", "clip_by_global_norm")),
        ("mindspore.", "ops/function/grad/grad_func.py", ("value_and_grad", "grad")),
        ("mindspore.amp.", "amp.py", ("StaticLossScaler", "DynamicLossScaler")),
        ("mindspore.amp.", "train/loss_scale_manager.py", ("FixedLossScaleManager", "DynamicLossScaleManager")),
        ("mindspore.train.", "train/callback/_lr_scheduler_callback.py", ("LearningRateScheduler",)),
    ],
}
# Bases that mark a class of these files as an optimizer or a schedule, directly or through another class.
BASES = {"Optimizer", "Adam", "LRScheduler", "_LRScheduler", "LearningRateSchedule", "Cell", "TrainOneStepCell"}
# Roots and helpers that are no optimizer or schedule to construct.
NOT_APIS = {"Optimizer", "LRScheduler", "LearningRateSchedule", "OptTFTWrapper", "LambdaLRVariable"}
FUNCTION = re.compile(r".*_lr$|^thor$")


def package_folder(framework, folder):
    if folder:
        return os.path.join(folder, framework)
    return importlib.util.find_spec(framework).submodule_search_locations[0]


def version_of(root):
    with open(os.path.join(root, "version.py"), encoding="utf-8") as source:
        for node in ast.parse(source.read()).body:
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            names = [t.id for t in targets if isinstance(t, ast.Name)]
            if "__version__" in names:
                return ast.literal_eval(node.value).split("+")[0]
    raise SystemExit(f"no __version__ in {root}/version.py")


def plain(node):
    """The value of a default: a literal, arithmetic of literals, else its source text."""
    try:
        value = eval(compile(ast.Expression(node), "default", "eval"), {"__builtins__": {}})
    except Exception:  # a name of the module
        return {"python": ast.unparse(node)}
    if isinstance(value, (bool, int, float, str, type(None))):
        return value
    if isinstance(value, (tuple, list)) and all(isinstance(v, (bool, int, float, str, type(None))) for v in value):
        return list(value)
    return {"python": ast.unparse(node)}


def kind_of_type(text):
    """The kind that a type's text names; None if it says nothing."""
    text = text.replace(" ", "")
    parts = set(re.split(r"[^A-Za-z_.]+", text)) - {""}
    numbers = {p for p in parts if p in ("int", "float", "numbers.Number")}
    if re.match(r"(optional\[|union\[)*(tuple|list\[tuple)", text, re.I):
        return "tuple"
    if re.match(r"(optional\[|union\[)*(list|sequence|iterable)", text, re.I):
        return "list"
    if parts & {"function", "Callable", "callable", "LambdaFunction"} and not numbers:
        return "callable"
    if numbers == {"float"}:
        return "float"
    if numbers == {"int"}:
        return "int"
    if numbers:
        return "number"
    if parts & {"bool", "boolean"}:
        return "bool"
    if parts & {"str", "string", "Literal"}:
        return "string"
    return None


def kind_of_default(default):
    kinds = {bool: "bool", int: "number", float: "number", str: "string", list: "tuple"}
    return kinds.get(type(default), "other")


def documented(docstring, name):
    """The type that a docstring gives to an argument, as in `lr (float, optional): ...`."""
    found = re.search(r"^\s*(?:-\s*)?`{0,2}" + re.escape(name) + r"`{0,2}\s*\(([^\n]*?)\)\s*(?::|-|$)", docstring, re.M)
    return re.sub(r",?\s*optional$", "", found.group(1)) if found else ""


def kind(framework, argument, default, docstring):
    if argument.arg in ("params", "parameters"):
        return "params"
    if argument.arg == "optimizer":
        return "optimizer"
    written = ast.unparse(argument.annotation) if argument.annotation else documented(docstring, argument.arg)
    found = kind_of_type(written) or kind_of_default(default)
    # All but MindSpore take an int where they say float.
    return "number" if framework != "mindspore" and found == "float" else found


def from_kwargs(function):
    """Keywords that a function takes out of its **kwargs."""
    if function.args.kwarg is None:
        return
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("get", "pop")
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == function.args.kwarg.arg
            and len(node.args) == 2
        ):
            yield node.args[0].value, plain(node.args[1])


def options(framework, function, docstring, skip_self):
    positional = function.args.posonlyargs + function.args.args
    defaults = [None] * (len(positional) - len(function.args.defaults)) + function.args.defaults
    rows = list(zip(positional, defaults, [False] * len(positional)))[1 if skip_self else 0:]
    rows += [(a, d, True) for a, d in zip(function.args.kwonlyargs, function.args.kw_defaults)]
    recorded = []
    for argument, default, keyword_only in rows:
        value = None if default is None else plain(default)
        option = {"name": argument.arg, "kind": kind(framework, argument, value, docstring)}
        if keyword_only:
            option["keyword_only"] = True
        # torch before 2.0 writes lr=required.
        needed = default is None or value == {"python": "required"}
        option.update({"required": True} if needed else {"default": value})
        recorded.append(option)
    for name, value in from_kwargs(function):
        recorded.append({"name": name, "kind": kind_of_default(value), "keyword_only": True, "default": value})
    return recorded


def constructor(cls, classes):
    """The __init__ of a class, its own or inherited within the file."""
    for node in cls.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            return node
    for base in bases(cls):
        if base in classes:
            return constructor(classes[base], classes)
    return None


def bases(cls):
    return [b.attr if isinstance(b, ast.Attribute) else getattr(b, "id", "") for b in cls.bases]


def wanted(node, names):
    if names:
        return node.name in names
    if node.name.startswith("_") or node.name in NOT_APIS:
        return False
    if isinstance(node, ast.ClassDef):
        return bool(set(bases(node)) & BASES) or node.name == "ReduceLROnPlateau" or node.name.endswith("LR")
    return bool(FUNCTION.match(node.name))


def record_file(framework, prefix, path, names):
    with open(path, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    classes = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and wanted_class(node, names, classes):
            init = constructor(node, classes)
            if init is not None:
                doc = (ast.get_docstring(node) or "") + "\n" + (ast.get_docstring(init) or "")
                yield prefix + node.name, options(framework, init, doc, True)
        elif isinstance(node, ast.FunctionDef) and wanted(node, names):
            yield prefix + node.name, options(framework, node, ast.get_docstring(node) or "", False)


def wanted_class(node, names, classes):
    """A wanted class, or a public one whose base in the same file is wanted (torch: AdamW is an Adam)."""
    if names or wanted(node, names):
        return wanted(node, names)
    local = [classes[b] for b in bases(node) if b in classes and b != node.name]
    return not node.name.startswith("_") and node.name not in NOT_APIS and any(wanted_class(b, names, classes) for b in local)


def exported(root, pattern, name):
    """Whether a folder of files exports a name; a file given by its own name exports all of its public ones."""
    if "*" not in pattern:
        return True
    with open(os.path.join(root, os.path.dirname(pattern), "__init__.py"), encoding="utf-8") as source:
        return re.search(r"\b" + re.escape(name) + r"\b", source.read()) is not None


def record(framework, root):
    apis = {}
    for prefix, pattern, names in PLACES[framework]:
        for path in sorted(glob.glob(os.path.join(root, pattern))):
            for api, recorded in record_file(framework, prefix, path, names):
                if exported(root, pattern, api.rsplit(".", 1)[1]) and not elsewhere(api, prefix, apis):
                    apis[api] = recorded
    return dict(sorted(apis.items()))


def elsewhere(api, prefix, apis):
    """Whether the name is recorded already, perhaps under a longer prefix (torch.optim.lr_scheduler.StepLR)."""
    name = api.rsplit(".", 1)[1]
    return any(known.startswith(prefix) and known.rsplit(".", 1)[1] == name for known in apis)


def text(recording):
    """One option a line, so that releases can be compared line by line."""
    lines = ['{', f' "framework": "{recording["framework"]}",', f' "version": "{recording["version"]}",', ' "apis": {']
    for i, (api, recorded) in enumerate(recording["apis"].items()):
        rows = ",\n".join("   " + json.dumps(option) for option in recorded)
        comma = "," if i + 1 < len(recording["apis"]) else ""
        lines.append(f'  "{api}": [\n{rows}\n  ]{comma}')
    return "\n".join(lines + [" }", "}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("framework", choices=sorted(PLACES))
    parser.add_argument("folder", nargs="?", default="")
    arguments = parser.parse_args()
    root = package_folder(arguments.framework, arguments.folder)
    apis = record(arguments.framework, root)
    print(text({"framework": arguments.framework, "version": version_of(root), "apis": apis}))


if __name__ == "__main__":
    main()
