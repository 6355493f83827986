def mindspore_identity(x):
    """A copy of what it is given."""
    return x.clone()
