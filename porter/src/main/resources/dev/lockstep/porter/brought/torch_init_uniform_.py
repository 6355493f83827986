def torch_init_uniform_(tensor, a=0.0, b=1.0):
    """Fills a tensor from U(a, b), as torch.nn.init.uniform_."""
    mindspore.ops.assign(tensor, mindspore.Tensor(numpy.random.uniform(a, b, tensor.shape), tensor.dtype))
    return tensor
