def mindspore_detached(value):
    """A value without the graph that it was computed by; a tuple or list of values too."""
    if isinstance(value, (tuple, list)):
        return type(value)(mindspore_detached(each) for each in value)
    return value.detach() if isinstance(value, torch.Tensor) else value
