def torch_init_normal_(tensor, mean=0.0, std=1.0):
    """Fills a tensor from N(mean, std^2), as torch.nn.init.normal_."""
    mindspore.ops.assign(tensor, mindspore.Tensor(numpy.random.normal(mean, std, tensor.shape), tensor.dtype))
    return tensor
