def mindspore_reduce_min(x, axis=(), keep_dims=False):
    """The smallest over some axes, over all if none is named."""
    return torch.amin(x, () if axis is None else axis, keepdim=keep_dims)
