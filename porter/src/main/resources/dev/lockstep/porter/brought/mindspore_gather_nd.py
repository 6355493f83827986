def mindspore_gather_nd(input_x, indices):
    """The slices that the last axis of indices names."""
    return input_x[tuple(indices.long().unbind(-1))]
