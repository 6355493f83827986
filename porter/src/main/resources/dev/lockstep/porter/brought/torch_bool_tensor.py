def torch_bool_tensor(*data):
    """A tensor of these extents, or with these values, as torch.BoolTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.bool_)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.bool_)
