def mindspore_einsum(x, equation):
    """The sum of products of tensors that an equation describes."""
    return torch.einsum(equation, *x)
