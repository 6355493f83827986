def mindspore_std(value, *args, **settings):
    """The standard deviation as MindSpore's Tensor.std, by default of all there is; of what is no tensor its own."""
    if not isinstance(value, torch.Tensor):
        return value.std(*args, **settings)

    def over(axis=None, ddof=0, keepdims=False, dim=None, correction=None, keepdim=False):
        dim = axis if dim is None else dim
        return torch.std(value, dim, correction=ddof if correction is None else correction, keepdim=keepdims or keepdim)

    return over(*args, **settings)
