def mindspore_ops_argmin(input, axis=None, keepdims=False):
    """Where the smallest along an axis is, or of all there is."""
    return torch.argmin(input, axis, keepdim=keepdims).to(torch.int32)
