"""Compares two traces tensor by tensor: compare.py LEFT RIGHT BOUND; exit 1 if one is out of bound.

BOUND is a relative distance, or "ulps": one unit in the last place of float32 a step. The learning rates of all steps
must be the same within a unit in the last place of float32 a step, too.
"""

import sys

import numpy as np


def compare(left, right, bound, by_shape=False):
    """What there is to say about two traces: (line, whether it is within its bound) each.

    `by_shape` finds the parameters again where the optimizers have them in another order, or one of them those that are
    never trained as well; learning rates of short runs may be apart as those of 100 steps, and trainings may end without numbers.
    """
    steps = int(left["steps"])
    bound = 2.0**-23 * steps if bound == "ulps" else float(bound)
    pairs = paired(left, right, by_shape)
    if pairs is None or steps != int(right["steps"]):
        yield f"other parameters or steps: {steps} steps, {right['steps']} steps", False
        return
    if not by_shape and not all(np.isfinite(left[name]).all() for name, _ in pairs):
        yield "the original ends with numbers that are not finite", False
    for name, other in pairs:
        index = name[len("param") :]
        largest = max((np.abs(left[k]).max() for k in left.files if k.startswith(f"grad{index}.")), default=1.0)
        distance = apart(left[name], right[other])
        note = "" if largest > 1e-6 else "  (its true gradient is 0: not counted)"
        sign = "<=" if distance <= bound else ">"
        yield f"{name} {list(left[name].shape)}: {distance:.3g} {sign} {bound:.3g}{note}", distance <= bound or bool(note)
    yield from rates(left, right, max(steps, 100) if by_shape else steps)


def paired(left, right, by_shape):
    """Each parameter's name on the left and on the right, None if one is alone."""
    names, others = ([key for key in trace.files if key.startswith("param")] for trace in (left, right))
    if names == others and all(left[name].shape == right[name].shape for name in names):
        return list(zip(names, names))
    if not by_shape:
        return None
    pairs = []
    for name in names:
        like = [other for other in others if right[other].shape == left[name].shape]
        if like:
            pairs.append((name, min(like, key=lambda other: apart(left[name], right[other]))))
            others.remove(pairs[-1][1])
        elif any(key.startswith(f"grad{name[len('param') :]}.") for key in left.files):
            return None
    return pairs


def apart(a, b):
    """The relative distance; what is infinite or no number in the same place on both sides is the same."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    same = ~np.isfinite(a) & ((a == b) | (np.isnan(a) & np.isnan(b)))
    a, b = np.where(same, 0, a), np.where(same, 0, b)
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), 1e-30)


def rates(left, right, steps):
    keys = [key for key in left.files if key.startswith("rates.") and key in right.files]
    distances = [np.abs(a - b).max() / max(np.abs(a).max(), 1e-30) for a, b in (ends(left[k], right[k]) for k in keys)]
    if distances:
        same = max(distances) <= 2.0**-23 * steps
        sign = "<=" if same else ">"
        yield f"learning rates of {len(keys)} steps: {max(distances):.3g} {sign} {2.0**-23 * steps:.3g}", same


def ends(a, b):
    """Rates of the same parameters; of others the least and the greatest."""
    return (a, b) if a.shape == b.shape else tuple(np.array([each.min(), each.max()]) for each in (a, b))


if __name__ == "__main__":
    lines = list(compare(np.load(sys.argv[1]), np.load(sys.argv[2]), sys.argv[3]))
    print("\n".join(f"  {line}" for line, _ in lines))
    sys.exit(0 if all(fine for _, fine in lines) else 1)
