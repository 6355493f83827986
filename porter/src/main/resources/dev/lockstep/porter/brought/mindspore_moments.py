def mindspore_moments(x, axis=None, keep_dims=None):
    """The mean and the variance, which divides by the number of elements."""
    dim = None if axis is None or axis == () else axis
    variance, mean = torch.var_mean(x, dim, correction=0, keepdim=bool(keep_dims))
    return mean, variance
