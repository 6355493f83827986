def torch_init_kaiming_uniform_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    """Fills a weight from U(-b, b), b = sqrt(3) * gain / sqrt(fan), as torch.nn.init.kaiming_uniform_."""
    bound = math.sqrt(3) * torch_init_kaiming_std(tensor, a, mode, nonlinearity)
    return torch_init_uniform_(tensor, -bound, bound)
