def mindspore_min_with_index(input, axis=None, keepdims=False):
    """The smallest along an axis and where it is; of all there is, with 0 for the place."""
    if axis is None:
        return torch.min(input), torch.tensor(0, dtype=torch.int32)
    values, places = torch.min(input, axis, keepdim=keepdims)
    return values, places
