def torch_normalize(input, p=2.0, dim=1, eps=1e-12):
    """input / max(norm, eps), as torch.nn.functional.normalize."""
    return input / mindspore.ops.clamp(torch_norm(input, p, dim, True), min=eps)
