def torch_clip_grads(grads, max_norm, norm_type):
    """The gradients, clipped by a norm of all their elements, as torch.nn.utils.clip_grad_norm_."""
    total = torch_norm(mindspore.ops.cat([grad.reshape(-1) for grad in grads]), float(norm_type))
    factor = mindspore.ops.clamp(max_norm / (total + 1e-6), max=1.0)
    return tuple(grad * factor for grad in grads)
