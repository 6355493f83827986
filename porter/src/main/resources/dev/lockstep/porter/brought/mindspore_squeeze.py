def mindspore_squeeze(input, axis=()):
    """A tensor without some axes of extent 1, without all of them if none is named."""
    return torch.squeeze(input) if axis is None or axis == () else torch.squeeze(input, axis)
