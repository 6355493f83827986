"""Checks the ports of a corpus with CPython's own parser: README.md beside this file.

usage: check.py TARGET CORPUS PORTED REPORT.json SECOND.diff
"""
import ast
import collections
import json
import pathlib
import sys

try:
    from pyflakes import checker, messages
except ImportError:
    checker = None

TORCH = "ASGD Adadelta Adafactor Adagrad Adam AdamW Adamax LBFGS Muon NAdam RAdam RMSprop Rprop SGD SparseAdam".split()
TORCH_SCHEDULERS = (
    "LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR"
    " CosineAnnealingWarmRestarts CyclicLR OneCycleLR ReduceLROnPlateau SequentialLR ChainedScheduler SWALR"
).split()
MINDSPORE = (
    "ASGD AdaFactor AdaMax Adadelta Adagrad Adam AdamOffload AdamWeightDecay FTRL LARS Lamb LazyAdam Momentum"
    " ProximalAdagrad RMSProp Rprop SGD thor AdamW"
).split()
MINDSPORE_SCHEDULERS = (
    "CosineDecayLR ExponentialDecayLR InverseDecayLR NaturalExpDecayLR PolynomialDecayLR WarmUpLR cosine_decay_lr"
    " exponential_decay_lr inverse_decay_lr natural_exp_decay_lr piecewise_constant_lr polynomial_decay_lr warmup_lr"
).split()
CALLS = {
    "mindspore": set(TORCH + TORCH_SCHEDULERS),
    "torch": set(MINDSPORE + MINDSPORE_SCHEDULERS),
}
# What OneFlow, its job functions and MegEngine have beside torch's names.
OTHERS = set(TORCH + TORCH_SCHEDULERS) | set(
    "LAMB LARS SGDW LazyAdam RMSProp CombinedOptimizer CosineDecayLR WarmupLR WarmUpLR GradManager CosineScheduler"
    " PiecewiseConstantScheduler PiecewiseScalingScheduler PolynomialScheduler LinearCosineScheduler ExponentialScheduler"
    " InverseTimeScheduler NaturalExpScheduler clear_grad minimize add_optimizer clip_grad_norm clip_grad_value".split()
)
METHODS = {"zero_grad", "clip_grad_norm_", "clip_grad_value_", "add_param_group"}


def imported(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def facing(tree, names):
    """Line and text of each place that a decision must cover."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            func = node.func
            name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
            if name in METHODS or name in names:
                yield node.lineno, name
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, (ast.AugAssign, ast.AnnAssign)) else []
        for place in targets:
            for part in ast.walk(place):
                if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant) and part.slice.value in ("lr", "weight_decay"):
                    yield node.lineno, f"[{part.slice.value!r}] ="


def untouched(before, after, tree, decisions):
    """Lines that no decision and no import covers, and that do not come out in their order."""
    free = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            free.update(range(node.lineno, node.end_lineno + 1))
    for decision in decisions:
        if decision["action"] == "changed":
            free.update(range(decision["line"], decision["endLine"] + 1))
    rest = iter(after)
    for number, line in enumerate(before, 1):
        if number not in free and line.strip() and not any(line == other for other in rest):
            yield number
            return


def without_code(notebook):
    """A notebook but for what its code cells hold; None if it is none."""
    try:
        content = json.loads(notebook)
        cells = content["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    for cell in cells:
        if cell["cell_type"] == "code":
            del cell["source"]
    return content


class WithoutDel(ast.NodeTransformer):
    """pyflakes reads a function after the scope around it, where a del has taken away what the function was called with."""

    def visit_Delete(self, node):
        return ast.copy_location(ast.Pass(), node)


def undefined(tree):
    """How often each name is used that nothing defines, or not yet."""
    kinds = (messages.UndefinedName, messages.UndefinedLocal) if checker else ()
    found = checker.Checker(WithoutDel().visit(tree)).messages if checker else ()
    return collections.Counter(m.message_args[0] for m in found if isinstance(m, kinds))


def main():
    target, corpus, ported, report, second = sys.argv[1:6]
    corpus, ported = pathlib.Path(corpus), pathlib.Path(ported)
    source = "torch" if target == "mindspore" else "mindspore"
    count = collections.Counter()
    problems = []
    for file in json.loads(pathlib.Path(report).read_text(encoding="utf-8"))["files"]:
        path = file["path"].removeprefix("./")
        data = (corpus / path).read_bytes()
        count["files"] += 1
        out = ported / path
        text = out.read_bytes() if out.exists() else data
        if path.endswith(".ipynb"):
            count["notebooks"] += 1
            if without_code(text) != without_code(data):
                problems.append(f"{path}: something else than the code has changed")
            continue
        try:
            tree = ast.parse(data)
        except (SyntaxError, ValueError):
            count["not Python"] += 1
            continue
        count[file["status"]] += 1
        if file["status"] == "error":
            problems.append(f"{path}: {file.get('problem')}")
        try:
            missing = undefined(ast.parse(text)) - undefined(ast.parse(data))
            problems.extend(f"{path}: the port leaves {name} undefined" for name in missing)
        except (SyntaxError, ValueError) as error:
            problems.append(f"{path}: the port is not Python: {error}")
        decisions = file["decisions"]
        others = imported(tree) & {"oneflow", "megengine"}
        if source in imported(tree) or others:
            count["of " + (source if source in imported(tree) else " and ".join(sorted(others)))] += 1
            names = CALLS[target] if source in imported(tree) else OTHERS
            for line, name in facing(tree, names):
                count["places"] += 1
                if not any(d["line"] <= line <= d["endLine"] for d in decisions):
                    problems.append(f"{path}:{line}: left out: {name}")
        if text != data:
            count["changed"] += 1
            before, after = data.splitlines(), text.splitlines()
            problems.extend(f"{path}:{line}: changed without a decision" for line in untouched(before, after, tree, decisions))
        count["refused"] += sum(d["action"] == "refused" for d in decisions)
        count["rewritten"] += sum(d["action"] == "changed" for d in decisions)
    again = [line[6:] for line in pathlib.Path(second).read_text(encoding="utf-8", errors="replace").splitlines() if line.startswith("+++ b/")]
    problems.extend(f"{path}: a second port changes it" for path in again)
    for problem in problems:
        print(problem)
    print(", ".join(f"{key} {value}" for key, value in count.items()))
    print(f"{len(problems)} problem(s)" + ("" if checker else "; names were not checked: pyflakes is not installed"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
