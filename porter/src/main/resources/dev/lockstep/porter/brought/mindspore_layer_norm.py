def mindspore_layer_norm(x, gamma, beta, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-7):
    """A tensor normalized over its last axes, with the mean and the variance of each row."""
    axes = tuple(range(begin_norm_axis % x.dim(), x.dim()))
    variance, mean = torch.var_mean(x, axes, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + epsilon) * gamma + beta, mean, variance
