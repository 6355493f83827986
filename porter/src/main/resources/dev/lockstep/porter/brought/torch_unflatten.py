def torch_unflatten(value, dim, sizes):
    """A tensor with one dimension as several, as torch's Tensor.unflatten; of what is no tensor its own."""
    if not isinstance(value, mindspore.Tensor):
        return value.unflatten(dim, sizes)
    dim %= value.ndim
    return value.reshape(value.shape[:dim] + tuple(sizes) + value.shape[dim + 1 :])
