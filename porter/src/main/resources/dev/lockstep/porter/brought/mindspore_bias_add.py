def mindspore_bias_add(input_x, bias):
    """Adds to each channel its bias."""
    return input_x + bias.reshape(-1, *[1] * (input_x.dim() - 2))
