def mindspore_array(obj, dtype=None):
    """A tensor of its own with those values."""
    return torch.as_tensor(obj, dtype=dtype).clone()
