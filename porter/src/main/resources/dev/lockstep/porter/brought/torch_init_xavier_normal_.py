def torch_init_xavier_normal_(tensor, gain=1.0):
    """Fills a weight from N(0, s^2), s = gain * sqrt(2 / (fan_in + fan_out)), as torch.nn.init.xavier_normal_."""
    return torch_init_normal_(tensor, 0.0, gain * math.sqrt(2 / sum(torch_fans(tensor))))
