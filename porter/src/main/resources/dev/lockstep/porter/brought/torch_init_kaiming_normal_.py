def torch_init_kaiming_normal_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    """Fills a weight from N(0, s^2), s = gain / sqrt(fan), as torch.nn.init.kaiming_normal_."""
    return torch_init_normal_(tensor, 0.0, torch_init_kaiming_std(tensor, a, mode, nonlinearity))
