def torch_repeat(value, *sizes):
    """A tensor so many times along each dimension, as torch's Tensor.repeat; what is no tensor as it repeats."""
    if not isinstance(value, mindspore.Tensor):
        return value.repeat(*sizes)
    return value.tile(tuple(sizes[0]) if isinstance(sizes[0], (tuple, list)) else sizes)
