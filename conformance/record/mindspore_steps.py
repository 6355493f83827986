"""Records MindSpore's clipping of gradients and its loss scales: step_draw.py says on what."""

import os

# Compiled, unscale was seen to divide by the scale of a scaler that was gone
os.environ["MS_JIT"] = "0"

import mindspore as ms
from mindspore import Tensor, amp, ops

import step_draw

FRAMEWORK = "mindspore"
VERSION = ms.__version__


def head(api, seed, index):
    return {"id": f"mindspore.{api}/{seed}/{index}", "framework": FRAMEWORK, "version": VERSION, "api": api}


def clip(api, seed, index, options, limit):
    grads = step_draw.limit(index, seed)["grads"]
    results = limit([Tensor(g.copy()) for g in grads.values()])
    clipped = {name: g.asnumpy().copy() for name, g in zip(grads, results)}
    return step_draw.clip_case(head(api, seed, index), options, grads, clipped)


def clip_norm(seed, index):
    drawn = step_draw.limit(index, seed)
    options = {"max_norm": drawn["max_norm"], "norm_type": step_draw.order(drawn["norm_type"])}
    return clip("ops.clip_by_norm", seed, index, options, lambda g: ops.clip_by_norm(g, drawn["max_norm"], drawn["norm_type"]))


def clip_global_norm(seed, index):
    drawn = step_draw.limit(index, seed)
    options = {"clip_norm": drawn["max_norm"]}
    return clip("ops.clip_by_global_norm", seed, index, options, lambda g: ops.clip_by_global_norm(g, drawn["max_norm"]))


def clip_value(seed, index):
    bound = step_draw.limit(index, seed)["bound"]
    options = {"clip_value_min": -bound, "clip_value_max": bound}
    return clip("ops.clip_by_value", seed, index, options, lambda g: ops.clip_by_value(g, -bound, bound))


def scaler(api, options, loss_scaler, seed, index):
    steps = []
    for grads in step_draw.scaling(index, seed)["steps"]:
        scale = loss_scaler.scale_value.asnumpy().copy()
        unscaled = loss_scaler.unscale(tuple(Tensor(g.copy()) for g in grads.values()))
        finite = amp.all_finite(unscaled)
        loss_scaler.adjust(finite)
        numbers = {name: g.asnumpy().copy() for name, g in zip(grads, unscaled)}
        steps.append({"scale": scale, "grads": grads, "unscaled": numbers, "finite": bool(finite)})
    return step_draw.scale_case(head(api, seed, index), options, steps)


def dynamic(seed, index):
    drawn = step_draw.scaling(index, seed)
    options = {"scale_value": drawn["scale"], "scale_factor": drawn["factor"], "scale_window": drawn["window"]}
    return scaler("amp.DynamicLossScaler", options, amp.DynamicLossScaler(**options), seed, index)


def static(seed, index):
    options = {"scale_value": step_draw.scaling(index, seed)["scale"]}
    return scaler("amp.StaticLossScaler", options, amp.StaticLossScaler(**options), seed, index)


RECORDERS = {
    "mindspore.clip_by_norm": clip_norm, "mindspore.clip_by_global_norm": clip_global_norm,
    "mindspore.clip_by_value": clip_value, "mindspore.DynamicLossScaler": dynamic, "mindspore.StaticLossScaler": static,
}


def files(wanted, seed, count):
    ms.set_context(mode=ms.PYNATIVE_MODE)
    for name, record in RECORDERS.items():
        if wanted(name):
            yield name, [record(seed, index) for index in range(count)]
