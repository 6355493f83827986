def mindspore_max(value, axis=None, keepdims=False, return_indices=False, **settings):
    """The largest element over an axis, as MindSpore's Tensor.max; of what is no tensor its own."""
    if not isinstance(value, torch.Tensor):
        return value.max(axis=axis, keepdims=keepdims, **settings)
    if axis is None:
        return value.max(**settings)
    found = value.max(dim=axis, keepdim=keepdims, **settings)
    return (found[0], found[1]) if return_indices else found[0]
