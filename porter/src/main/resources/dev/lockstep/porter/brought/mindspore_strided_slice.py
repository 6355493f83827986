def mindspore_strided_slice(input_x, begin, end, strides):
    """Every so many elements of a tensor from a beginning to an end, along each of its first axes."""
    return input_x[tuple(slice(*bounds) for bounds in zip(begin, end, strides))]
