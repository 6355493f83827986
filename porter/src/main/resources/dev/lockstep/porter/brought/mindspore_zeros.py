def mindspore_zeros(shape, type=torch.float32):
    """A tensor of zeros."""
    return torch.zeros(shape, dtype=type)
