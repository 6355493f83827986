def mindspore_ops_uniform(shape, minval, maxval, seed=None, dtype=torch.float32):
    """Values between two bounds, whole numbers for a type of those; the bounds are broadcast."""
    low, high = torch.as_tensor(minval), torch.as_tensor(maxval)
    shape = torch.broadcast_shapes(tuple(shape), low.shape, high.shape)
    values = low + (high - low) * torch.rand(shape)
    return values.to(dtype) if dtype.is_floating_point else values.floor().to(dtype)
