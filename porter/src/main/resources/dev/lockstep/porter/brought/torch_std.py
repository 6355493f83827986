def torch_std(value, *args, **settings):
    """The standard deviation as torch's Tensor.std, by default of a sample; of what is no tensor its own."""
    if not isinstance(value, mindspore.Tensor):
        return value.std(*args, **settings)

    def over(dim=None, unbiased=True, keepdim=False, correction=None):
        dim, unbiased = (None, dim) if isinstance(dim, bool) else (dim, unbiased)
        return mindspore.ops.std(value, dim, int(unbiased) if correction is None else correction, keepdim)

    return over(*args, **settings)
