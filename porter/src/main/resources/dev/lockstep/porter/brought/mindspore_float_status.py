def mindspore_float_status(x):
    """Whether there is an infinity or no number in a tensor: 1 or 0."""
    return torch.logical_not(torch.isfinite(x).all()).float().reshape(1)
