def mindspore_max_with_index(input, axis=None, keepdims=False):
    """The largest along an axis and where it is; of all there is, with 0 for the place."""
    if axis is None:
        return torch.max(input), torch.tensor(0, dtype=torch.int32)
    values, places = torch.max(input, axis, keepdim=keepdims)
    return values, places
