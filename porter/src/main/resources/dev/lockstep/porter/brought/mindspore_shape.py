def mindspore_shape(input_x):
    """The shape of a tensor."""
    return tuple(input_x.shape)
