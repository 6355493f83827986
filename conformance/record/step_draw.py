"""What clipping and loss scaling are tried on: drawn without the framework's name, so that case N of one
framework and case N of the other have the same gradients and the same limits. Knows no framework."""

import numpy as np

import draw
import golden

SMALL = [(1,), (3,), (2, 2), (2, 3), (8,), (17,)]


def gradients(d):
    """Up to three gradients of ordinary size."""
    names = d.names(d.one(1, 2, 3))
    return {name: np.asarray(d.array.standard_normal(d.one(*SMALL)) * 10 ** d.random.uniform(-3, 2), np.float32) for name in names}


def limit(index, seed):
    """A limit, the order of its norm, bounds, gradients."""
    d = draw.Draw("clip", seed, index)
    return {
        "max_norm": d.one(1.0, 0.1, 1e-3, 1e-6, 5.0), "norm_type": d.one(2.0, 2.0, 2.0, 1.0, float("inf")),
        "bound": d.one(1.0, 0.1, 1e-3), "grads": gradients(d),
    }


def scaling(index, seed):
    """A loss scale, and for each step gradients of the scaled loss, some of them not finite."""
    d = draw.Draw("scale", seed, index)
    steps, often = [], d.one(0.1, 0.3, 0.8)
    for _ in range(d.one(6, 12, 24)):
        grads = gradients(d)
        if d.chance(often):
            grads[next(iter(grads))].flat[0] = d.one(np.inf, -np.inf, np.nan)
        steps.append(grads)
    return {"scale": d.one(65536.0, 1024.0, 4.0), "factor": d.one(2, 2, 4), "window": d.one(1, 2, 3, 2000), "steps": steps}


def order(norm_type):
    """The order of a norm as JSON has it."""
    return "inf" if norm_type == float("inf") else norm_type


def clip_case(head, options, grads, clipped, returned=None):
    """The trace of one call."""
    case = {
        **head, "options": options, "dtype": "float32",
        "params": {name: {"shape": list(g.shape)} for name, g in grads.items()},
        "grads": {name: golden.words(g) for name, g in grads.items()},
    }
    if returned is not None:
        case["returns"] = golden.words(returned)
    case["clipped"] = {name: golden.words(g) for name, g in clipped.items()}
    return case


def scale_case(head, options, steps):
    """The trace of a scaler: of each step the scale, the gradients before and after, whether they were finite."""
    shapes = {}
    for step in steps:
        shapes.update({name: {"shape": list(g.shape)} for name, g in step["grads"].items()})
    recorded = [
        {
            "scale": golden.words(np.float32(step["scale"]))[0],
            "grads": {name: golden.words(g) for name, g in step["grads"].items()},
            "unscaled": {name: golden.words(g) for name, g in step["unscaled"].items()},
            "finite": bool(step["finite"]),
        }
        for step in steps
    ]
    return {**head, "options": options, "dtype": "float32", "scaling": recorded}
