def mindspore_reduce_prod(x, axis=(), keep_dims=False):
    """The product over some axes, over all if none is named."""
    axes = range(x.dim()) if axis is None or axis == () else (axis,) if isinstance(axis, int) else axis
    for each in sorted((each % x.dim() for each in axes), reverse=True):
        x = torch.prod(x, each, keepdim=keep_dims)
    return x
