def torch_init_zeros_(tensor):
    """Fills a tensor with 0, as torch.nn.init.zeros_."""
    return torch_init_constant_(tensor, 0.0)
