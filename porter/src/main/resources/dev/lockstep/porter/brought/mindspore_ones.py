def mindspore_ones(shape, type=torch.float32):
    """A tensor of ones."""
    return torch.ones(shape, dtype=type)
