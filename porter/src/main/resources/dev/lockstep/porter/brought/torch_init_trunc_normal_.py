def torch_init_trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0):
    """Fills a tensor from N(mean, std^2) between a and b, as torch.nn.init.trunc_normal_."""
    values = numpy.random.normal(mean, std, tensor.shape)
    outside = (values < a) | (values > b)
    while outside.any():
        values[outside] = numpy.random.normal(mean, std, int(outside.sum()))
        outside = (values < a) | (values > b)
    mindspore.ops.assign(tensor, mindspore.Tensor(values, tensor.dtype))
    return tensor
