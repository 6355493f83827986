def mindspore_diag(value):
    """A tensor of twice the dimensions with those elements on its diagonal, as MindSpore's Tensor.diag."""
    return torch.diag(value.reshape(-1)).reshape(value.shape + value.shape)
