def torch_full(size, fill_value, dtype=None):
    """A tensor of one value, of the data type of that value, as torch.full."""
    kinds = {bool: mindspore.bool_, int: mindspore.int64}
    dtype = kinds.get(type(fill_value), mindspore.float32) if dtype is None else dtype
    return mindspore.ops.full(tuple(size), fill_value, dtype=dtype)
