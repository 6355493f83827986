def mindspore_split_axis(value, split_size_or_sections, axis=0):
    """The parts of a tensor along an axis."""
    return torch.split(value, split_size_or_sections, axis)
