def mindspore_cast(input, dtype):
    """A tensor, or a number, as a tensor of that type."""
    return torch.as_tensor(input).to(dtype)
