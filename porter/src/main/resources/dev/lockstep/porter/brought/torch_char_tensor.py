def torch_char_tensor(*data):
    """A tensor of these extents, or with these values, as torch.CharTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.int8)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.int8)
