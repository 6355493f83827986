def torch_var(value, *args, **settings):
    """The variance as torch's Tensor.var, by default of a sample; of what is no tensor its own."""
    if not isinstance(value, mindspore.Tensor):
        return value.var(*args, **settings)

    def over(dim=None, unbiased=True, keepdim=False, correction=None):
        dim, unbiased = (None, dim) if isinstance(dim, bool) else (dim, unbiased)
        return mindspore.ops.var(value, dim, int(unbiased) if correction is None else correction, keepdim)

    return over(*args, **settings)
