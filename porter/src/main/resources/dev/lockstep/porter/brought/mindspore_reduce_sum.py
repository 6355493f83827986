def mindspore_reduce_sum(x, axis=(), keep_dims=False):
    """The sum over some axes, over all if none is named."""
    return torch.sum(x, None if axis is None or axis == () else axis, keepdim=keep_dims)
