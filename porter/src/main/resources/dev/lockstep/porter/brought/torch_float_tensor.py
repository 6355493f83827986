def torch_float_tensor(*data):
    """A tensor of these extents, or with these values, as torch.FloatTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.float32)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.float32)
