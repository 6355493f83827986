def torch_dot(input, tensor):
    """The inner product of two vectors, as torch.dot."""
    return (input * tensor).sum()
