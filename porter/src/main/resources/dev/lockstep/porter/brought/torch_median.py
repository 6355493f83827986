def torch_median(value):
    """The lower one of the middle values as torch's Tensor.median; of what is no tensor its own."""
    if not isinstance(value, mindspore.Tensor):
        return value.median()
    return value.reshape(-1).sort()[0][(value.size - 1) // 2]
