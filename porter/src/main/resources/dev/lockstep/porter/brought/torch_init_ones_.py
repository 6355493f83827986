def torch_init_ones_(tensor):
    """Fills a tensor with 1, as torch.nn.init.ones_."""
    return torch_init_constant_(tensor, 1.0)
