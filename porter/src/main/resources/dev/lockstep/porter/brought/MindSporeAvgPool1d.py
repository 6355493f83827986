class MindSporeAvgPool1d(MindSporeAvgPool, torch.nn.AvgPool1d):
    """The mean of each window."""
