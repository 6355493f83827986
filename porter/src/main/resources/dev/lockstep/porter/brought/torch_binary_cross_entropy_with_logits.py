def torch_binary_cross_entropy_with_logits(input, target, weight=None, reduction="mean", pos_weight=None):
    """As torch's function. MindSpore's own mean keeps the size of the first batch for the gradients of all (CPU)."""
    losses = mindspore.ops.binary_cross_entropy_with_logits(input, target, weight, pos_weight, "none")
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.mean()
