def mindspore_truncated_normal(tensor, sigma=0.01, mean=0.0, a=-2.0, b=2.0):
    """Fills a tensor with normal values, those beyond a and b times sigma drawn anew."""
    return torch.nn.init.trunc_normal_(tensor, mean, sigma, mean + a * sigma, mean + b * sigma)
