def mindspore_cross_entropy(input, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The cross entropy, with classes of any whole type, or with probabilities."""
    wanted = target if target.is_floating_point() else target.long()
    return torch.nn.functional.cross_entropy(
        input, wanted, weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
    )
