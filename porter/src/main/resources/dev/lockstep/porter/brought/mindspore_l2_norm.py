def mindspore_l2_norm(x, axis=(), keep_dims=False):
    """The root of the sum of the squares over some axes, over all if none is named."""
    return torch.sqrt(torch.sum(torch.square(x), None if axis is None or axis == () else axis, keepdim=keep_dims))
