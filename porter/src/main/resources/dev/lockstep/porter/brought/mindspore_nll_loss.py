def mindspore_nll_loss(inputs, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The negative logarithm of the likelihood, with classes of any whole type."""
    return torch.nn.functional.nll_loss(inputs, target.long(), weight, ignore_index=ignore_index, reduction=reduction)
