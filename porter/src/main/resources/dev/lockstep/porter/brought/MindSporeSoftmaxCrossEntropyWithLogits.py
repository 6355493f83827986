class MindSporeSoftmaxCrossEntropyWithLogits(torch.nn.Module):
    """The cross entropy of each row of logits, with numbers of classes (sparse) or with probabilities as labels."""

    def __init__(self, sparse=False, reduction="none"):
        super().__init__()
        self.sparse = sparse
        self.reduction = reduction

    def forward(self, logits, labels):
        wanted = labels.long().flatten() if self.sparse else labels
        return torch.nn.functional.cross_entropy(logits, wanted, reduction=self.reduction)
