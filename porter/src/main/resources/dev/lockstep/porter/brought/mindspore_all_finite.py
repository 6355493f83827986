def mindspore_all_finite(inputs):
    """Whether all numbers of some tensors are finite."""
    return torch.tensor(all(bool(torch.isfinite(each).all()) for each in inputs))
