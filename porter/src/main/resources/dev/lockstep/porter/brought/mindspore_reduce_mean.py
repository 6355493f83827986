def mindspore_reduce_mean(x, axis=(), keep_dims=False):
    """The mean over some axes, over all if none is named."""
    return torch.mean(x, None if axis is None or axis == () else axis, keepdim=keep_dims)
