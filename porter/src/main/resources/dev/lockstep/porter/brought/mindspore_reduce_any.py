def mindspore_reduce_any(x, axis=(), keep_dims=False):
    """Whether one is true over some axes, over all if none is named."""
    return torch.any(x, tuple(range(x.dim())) if axis is None or axis == () else axis, keepdim=keep_dims)
