def mindspore_split(input_x, axis=0, output_num=1):
    """A tensor in equal parts."""
    return torch.tensor_split(input_x, output_num, axis)
