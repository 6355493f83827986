def mindspore_transpose(value, *axes):
    """A tensor with its axes in another order, by default the last first; of what is no tensor its own."""
    if not isinstance(value, torch.Tensor):
        return value.transpose(*axes)
    order = axes[0] if len(axes) == 1 and axes[0] is not None else axes
    return value.permute(*(order if axes and order else reversed(range(value.dim()))))
