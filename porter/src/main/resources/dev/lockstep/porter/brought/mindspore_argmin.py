def mindspore_argmin(input_x, axis=-1, output_type=torch.int32):
    """Where the smallest along an axis is."""
    return torch.argmin(input_x, axis).to(output_type)
