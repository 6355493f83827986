def torch_init_constant_(tensor, val):
    """Fills a parameter with a value, as torch.nn.init.constant_."""
    tensor.set_data(mindspore.ops.full_like(tensor, val))
    return tensor
