def mindspore_equal(value, other):
    """Which elements are equal, as MindSpore's Tensor.equal; of what is no tensor its own."""
    return torch.eq(value, other) if isinstance(value, torch.Tensor) else value.equal(other)
