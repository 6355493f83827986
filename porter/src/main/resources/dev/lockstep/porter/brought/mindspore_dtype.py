def mindspore_dtype(input_x):
    """The type of the elements of a tensor."""
    return input_x.dtype
