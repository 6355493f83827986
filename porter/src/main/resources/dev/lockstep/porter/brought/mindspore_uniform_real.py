def mindspore_uniform_real(shape):
    """Values between 0 and 1."""
    return torch.rand(shape)
