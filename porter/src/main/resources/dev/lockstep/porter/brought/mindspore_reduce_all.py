def mindspore_reduce_all(x, axis=(), keep_dims=False):
    """Whether all are true over some axes, over all if none is named."""
    return torch.all(x, tuple(range(x.dim())) if axis is None or axis == () else axis, keepdim=keep_dims)
