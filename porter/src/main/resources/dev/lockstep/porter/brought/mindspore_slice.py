def mindspore_slice(input_x, begin, size):
    """A part of a tensor: where it begins and how large it is in each axis, -1 for all that is left."""
    return input_x[tuple(slice(b, None if s == -1 else b + s) for b, s in zip(begin, size))]
