def mindspore_clip_by_norm(x, max_norm, norm_type=2.0, error_if_nonfinite=False):
    """A tensor, or each of several, scaled so that the norm of all is at most max_norm."""
    if norm_type not in (2, float("inf")):
        raise NotImplementedError(f"MindSpore takes norms of order {norm_type} of matrices, not of their elements")
    several = isinstance(x, (list, tuple))
    norms = [torch.linalg.vector_norm(each, norm_type) for each in (x if several else [x])]
    total = torch.linalg.vector_norm(torch.stack(norms), norm_type)
    if error_if_nonfinite and not torch.isfinite(total):
        raise RuntimeError(f"the norm of the gradients is {total}")
    factor = torch.clamp(max_norm / (total + 1e-6), max=1.0)
    return [each * factor for each in x] if several else x * factor
