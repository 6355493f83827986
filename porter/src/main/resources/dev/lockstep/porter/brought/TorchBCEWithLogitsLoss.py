class TorchBCEWithLogitsLoss(mindspore.nn.Cell):
    """As torch's module. MindSpore's own mean keeps the size of the first batch for the gradients of all (CPU)."""

    def __init__(self, weight=None, reduction="mean", pos_weight=None):
        super().__init__()
        self.losses = mindspore.nn.BCEWithLogitsLoss("none", weight, pos_weight)
        self.reduction = reduction

    def construct(self, input, target):
        losses = self.losses(input, target)
        if self.reduction == "none":
            return losses
        return losses.sum() if self.reduction == "sum" else losses.mean()
