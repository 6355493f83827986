def torch_allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether two tensors are close in all elements, as torch.allclose."""
    return bool(mindspore.ops.isclose(input, other, rtol, atol, equal_nan).all())
