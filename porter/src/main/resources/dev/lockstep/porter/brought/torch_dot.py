def torch_dot(input, tensor):
    """The inner product of two vectors as torch's Tensor.dot; of what is no tensor its own."""
    if not isinstance(input, mindspore.Tensor):
        return input.dot(tensor)
    return (input * tensor).sum()
