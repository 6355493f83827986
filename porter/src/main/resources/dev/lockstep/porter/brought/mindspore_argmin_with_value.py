def mindspore_argmin_with_value(x, axis=0, keep_dims=False):
    """Where the smallest along an axis is, and the smallest."""
    values, places = torch.min(x, axis, keepdim=keep_dims)
    return places.to(torch.int32), values
