def mindspore_argmax(input_x, axis=-1, output_type=torch.int32):
    """Where the largest along an axis is."""
    return torch.argmax(input_x, axis).to(output_type)
