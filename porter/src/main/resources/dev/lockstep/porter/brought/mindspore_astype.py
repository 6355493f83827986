def mindspore_astype(value, dtype, copy=True):
    """A tensor of another type; of what is no tensor its own."""
    if not isinstance(value, torch.Tensor):
        return value.astype(dtype, copy=copy)
    return value.to(getattr(torch, dtype) if isinstance(dtype, str) else dtype)
