def mindspore_pad(input_x, paddings):
    """A tensor with zeros before and behind it in each axis."""
    return torch.nn.functional.pad(input_x, [count for pair in reversed(paddings) for count in pair])
