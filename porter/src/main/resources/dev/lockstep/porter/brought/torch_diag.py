def torch_diag(input):
    """The diagonal of a matrix, or the matrix with that diagonal, as torch.diag."""
    return mindspore.ops.diag(input) if input.ndim == 1 else mindspore.ops.diagonal(input)
