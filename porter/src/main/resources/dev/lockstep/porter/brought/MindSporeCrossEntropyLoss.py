class MindSporeCrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """The cross entropy, with classes of any whole type, or with probabilities."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing)

    def forward(self, logits, labels):
        return super().forward(logits, labels if labels.is_floating_point() else labels.long())
