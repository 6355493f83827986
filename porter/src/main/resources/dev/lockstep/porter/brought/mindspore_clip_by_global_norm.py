def mindspore_clip_by_global_norm(x, clip_norm=1.0, use_norm=None):
    """The gradients, divided by how often their common norm is larger than clip_norm."""
    norm = torch.sqrt(sum(torch.sum(gradient * gradient) for gradient in x))
    bound = torch.as_tensor(clip_norm, dtype=norm.dtype)
    most = torch.where(norm >= bound, norm, bound)
    return tuple(gradient * bound / most for gradient in x)
