def mindspore_median(value):
    """The lower middle values of the last axis and where they are, as MindSpore's Tensor.median."""
    return tuple(value.median(dim=-1)) if isinstance(value, torch.Tensor) else value.median()
