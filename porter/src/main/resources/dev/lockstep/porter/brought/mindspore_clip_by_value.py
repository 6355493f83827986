def mindspore_clip_by_value(x, clip_value_min=None, clip_value_max=None):
    """A tensor, or each of several, between two bounds."""
    if isinstance(x, (list, tuple)):
        return tuple(mindspore_clip_by_value(each, clip_value_min, clip_value_max) for each in x)
    low, high = (None if bound is None else torch.as_tensor(bound) for bound in (clip_value_min, clip_value_max))
    return torch.clamp(x, low, high)
