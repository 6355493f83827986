def mindspore_scalar_to_tensor(input_x, dtype=torch.float32):
    """A number as a tensor."""
    return torch.as_tensor(input_x, dtype=dtype)
