def mindspore_matmul(x, y, transpose_a=False, transpose_b=False):
    """The product of two matrices, or of the transposed ones."""
    return torch.matmul(x.mT if transpose_a else x, y.mT if transpose_b else y)
