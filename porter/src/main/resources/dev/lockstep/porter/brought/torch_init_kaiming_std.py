def torch_init_kaiming_std(tensor, a, mode, nonlinearity):
    """gain / sqrt(fan), as torch.nn.init.kaiming_normal_ and kaiming_uniform_ take it."""
    fan = torch_fans(tensor)[["fan_in", "fan_out"].index(mode.lower())]
    return torch_calculate_gain(nonlinearity, a) / math.sqrt(fan)
