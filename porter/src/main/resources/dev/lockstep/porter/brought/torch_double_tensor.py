def torch_double_tensor(*data):
    """A tensor of these extents, or with these values, as torch.DoubleTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.float64)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.float64)
