def torch_fans(tensor):
    """How many inputs and outputs a weight has, as torch.nn.init counts them."""
    if len(tensor.shape) < 2:
        raise ValueError("a tensor of fewer than 2 dimensions has no fan")
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field
