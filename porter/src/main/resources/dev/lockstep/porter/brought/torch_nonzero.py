def torch_nonzero(input, as_tuple=False):
    """Where a tensor is not 0: one row an element, or one tensor of indices an axis."""
    rows = mindspore.ops.nonzero(input)
    return tuple(rows[:, axis] for axis in range(input.ndim)) if as_tuple else rows
