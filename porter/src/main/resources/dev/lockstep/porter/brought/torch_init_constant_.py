def torch_init_constant_(tensor, val):
    """Fills a tensor with a value, as torch.nn.init.constant_."""
    mindspore.ops.assign(tensor, mindspore.ops.full_like(tensor, val))
    return tensor
