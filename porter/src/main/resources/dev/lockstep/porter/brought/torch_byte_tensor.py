def torch_byte_tensor(*data):
    """A tensor of these extents, or with these values, as torch.ByteTensor."""
    if data and all(isinstance(extent, int) for extent in data):
        return mindspore.ops.zeros(data, mindspore.uint8)
    return mindspore.Tensor(numpy.asarray(*data or [[]]), mindspore.uint8)
