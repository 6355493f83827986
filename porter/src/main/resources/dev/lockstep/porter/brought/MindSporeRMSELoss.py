class MindSporeRMSELoss(torch.nn.MSELoss):
    """The root of the mean of the squares of the differences."""

    def forward(self, logits, label):
        return torch.sqrt(super().forward(logits, label))
