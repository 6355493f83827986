def mindspore_fans(shape):
    """How many inputs and outputs an element of a weight has."""
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field
