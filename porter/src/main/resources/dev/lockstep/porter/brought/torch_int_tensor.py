def torch_int_tensor(*data):
    """A tensor of these extents, or with these values, as torch.IntTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.int32)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.int32)
