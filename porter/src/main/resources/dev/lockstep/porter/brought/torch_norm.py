def torch_norm(input, p="fro", dim=None, keepdim=False):
    """The p-norm over dimensions, of all elements as one vector if there are none, as torch.norm."""
    p = 2 if p == "fro" else p
    dims = tuple(range(input.ndim)) if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    size = mindspore.ops.abs(input)
    if p == float("inf"):
        return mindspore.ops.amax(size, dims, keepdim)
    if p == float("-inf"):
        return mindspore.ops.amin(size, dims, keepdim)
    if p == 0:
        return (size != 0).astype(input.dtype).sum(dims, keepdims=keepdim)
    return (size**p).sum(dims, keepdims=keepdim) ** (1 / p)
