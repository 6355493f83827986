def mindspore_l2_normalize(x, axis=0, epsilon=1e-4):
    """A tensor, divided by its norm along an axis."""
    return x * torch.rsqrt(torch.clamp(torch.sum(x * x, axis, keepdim=True), min=epsilon))
