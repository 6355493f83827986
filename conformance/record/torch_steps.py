"""Records torch's clipping of gradients and its loss scale: step_draw.py says on what."""

import numpy as np
import torch

import step_draw

FRAMEWORK = "torch"
VERSION = torch.__version__.split("+")[0]


def head(api, seed, index):
    return {"id": f"torch.{api}/{seed}/{index}", "framework": FRAMEWORK, "version": VERSION, "api": api}


def parameters(grads):
    params = {name: torch.nn.Parameter(torch.zeros(g.shape)) for name, g in grads.items()}
    for name, g in grads.items():
        params[name].grad = torch.from_numpy(g.copy())
    return params


def clip_norm(seed, index):
    drawn = step_draw.limit(index, seed)
    params = parameters(drawn["grads"])
    norm = torch.nn.utils.clip_grad_norm_(params.values(), drawn["max_norm"], drawn["norm_type"])
    options = {"max_norm": drawn["max_norm"], "norm_type": step_draw.order(drawn["norm_type"])}
    clipped = {name: p.grad.numpy() for name, p in params.items()}
    return step_draw.clip_case(head("nn.utils.clip_grad_norm_", seed, index), options, drawn["grads"], clipped, norm.numpy())


def clip_value(seed, index):
    drawn = step_draw.limit(index, seed)
    params = parameters(drawn["grads"])
    torch.nn.utils.clip_grad_value_(params.values(), drawn["bound"])
    clipped = {name: p.grad.numpy() for name, p in params.items()}
    return step_draw.clip_case(head("nn.utils.clip_grad_value_", seed, index), {"clip_value": drawn["bound"]}, drawn["grads"], clipped)


def scaler(seed, index):
    drawn = step_draw.scaling(index, seed)
    options = {
        "init_scale": drawn["scale"], "growth_factor": float(drawn["factor"]), "backoff_factor": 1 / drawn["factor"],
        "growth_interval": drawn["window"],
    }
    grad_scaler = torch.amp.GradScaler("cpu", **options)
    steps = []
    for grads in drawn["steps"]:
        params = parameters(grads)
        optimizer = torch.optim.SGD(params.values(), lr=0.0)
        grad_scaler.scale(torch.ones(()))  # makes the scale a tensor
        scale = grad_scaler.get_scale()
        grad_scaler.unscale_(optimizer)
        unscaled = {name: p.grad.numpy().copy() for name, p in params.items()}
        grad_scaler.step(optimizer)
        grad_scaler.update()
        finite = all(np.isfinite(g).all() for g in grads.values())
        steps.append({"scale": scale, "grads": grads, "unscaled": unscaled, "finite": finite})
    return step_draw.scale_case(head("amp.GradScaler", seed, index), options, steps)


RECORDERS = {"torch.clip_grad_norm_": clip_norm, "torch.clip_grad_value_": clip_value, "torch.GradScaler": scaler}


def files(wanted, seed, count):
    for name, record in RECORDERS.items():
        if wanted(name):
            yield name, [record(seed, index) for index in range(count)]
