def mindspore_uniform(tensor, scale=0.07):
    """Fills a tensor with values between -scale and scale."""
    return torch.nn.init.uniform_(tensor, -scale, scale)
