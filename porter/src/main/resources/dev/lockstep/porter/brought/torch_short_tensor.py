def torch_short_tensor(*data):
    """A tensor of these extents, or with these values, as torch.ShortTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.int16)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.int16)
