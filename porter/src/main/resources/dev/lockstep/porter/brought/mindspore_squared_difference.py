def mindspore_squared_difference(x, y):
    """The squares of the differences."""
    return torch.square(torch.as_tensor(x) - y)
