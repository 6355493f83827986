class MindSporeLossBase(torch.nn.Module):
    """A loss of its own: get_loss puts the losses of the elements together."""

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def get_loss(self, x, weights=1.0):
        weighted = weights * x
        return weighted if self.reduction == "none" else weighted.sum() if self.reduction == "sum" else weighted.mean()
