def mindspore_norm(value, ord=None, dim=None, keepdim=False, *, dtype=None):
    """A norm of vectors, or of matrices where there are two dimensions, as MindSpore's Tensor.norm."""
    return torch.linalg.norm(value, ord, dim, keepdim, dtype=dtype)
