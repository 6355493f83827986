def torch_long_tensor(*data):
    """A tensor of these extents, or with these values, as torch.LongTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.int64)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.int64)
