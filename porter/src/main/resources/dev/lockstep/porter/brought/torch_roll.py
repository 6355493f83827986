def torch_roll(input, shifts, dims=None):
    """The elements moved along dimensions and in again from behind, as torch.roll."""
    if dims is None:
        return torch_roll(input.reshape(-1), shifts, 0).reshape(input.shape)
    shifts, dims = [[each] if isinstance(each, int) else each for each in (shifts, dims)]
    for shift, dim in zip(shifts, dims):
        cut = -shift % input.shape[dim]
        if cut:
            first, rest = mindspore.ops.split(input, [cut, input.shape[dim] - cut], dim)
            input = mindspore.ops.cat((rest, first), dim)
    return input
