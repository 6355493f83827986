def mindspore_reduce_max(x, axis=(), keep_dims=False):
    """The largest over some axes, over all if none is named."""
    return torch.amax(x, () if axis is None else axis, keepdim=keep_dims)
