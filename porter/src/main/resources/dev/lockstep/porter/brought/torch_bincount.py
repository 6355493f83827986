def torch_bincount(value, weights=None, minlength=0):
    """How often each number occurs, as whole numbers unless they are weighted."""
    counts = mindspore.ops.bincount(value, weights, minlength)
    return counts.astype(mindspore.int64) if weights is None else counts
