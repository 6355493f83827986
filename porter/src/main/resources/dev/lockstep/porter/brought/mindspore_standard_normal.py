def mindspore_standard_normal(shape):
    """Values of the standard normal distribution."""
    return torch.randn(shape)
