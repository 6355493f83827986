def mindspore_min(value, axis=None, keepdims=False, return_indices=False, **settings):
    """The smallest element over an axis, as MindSpore's Tensor.min; of what is no tensor its own."""
    if not isinstance(value, torch.Tensor):
        return value.min(axis=axis, keepdims=keepdims, **settings)
    if axis is None:
        return value.min(**settings)
    found = value.min(dim=axis, keepdim=keepdims, **settings)
    return (found[0], found[1]) if return_indices else found[0]
