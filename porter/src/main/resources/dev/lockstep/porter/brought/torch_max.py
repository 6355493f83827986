def torch_max(input, dim=None, keepdim=False, other=None):
    """The greatest of all elements; along dim, with its place; or of each pair of two tensors."""
    isnan, where = mindspore.ops.isnan, mindspore.ops.where
    other = dim if isinstance(dim, mindspore.Tensor) else other
    if other is None and dim is not None:
        return mindspore.mint.max(input, dim, keepdim)
    if other is None:
        found = mindspore.mint.max(input)
        no_number = mindspore.Tensor(float("nan"), input.dtype) if input.is_floating_point() else None
        return found if no_number is None else where(isnan(input).any(), no_number, found)
    found = mindspore.mint.max(input, other)
    return where(isnan(input), input, where(isnan(other), other, found)) if input.is_floating_point() else found
