def torch_init_xavier_uniform_(tensor, gain=1.0):
    """Fills a weight from U(-a, a), a = gain * sqrt(6 / (fan_in + fan_out)), as torch.nn.init.xavier_uniform_."""
    bound = gain * math.sqrt(6 / sum(torch_fans(tensor)))
    return torch_init_uniform_(tensor, -bound, bound)
