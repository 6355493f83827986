def mindspore_argmax_with_value(x, axis=0, keep_dims=False):
    """Where the largest along an axis is, and the largest."""
    values, places = torch.max(x, axis, keepdim=keep_dims)
    return places.to(torch.int32), values
