def mindspore_fill(type, shape, value):
    """A tensor of that type and shape, with one value everywhere."""
    return torch.full(tuple(shape), float(value)).to(type)
