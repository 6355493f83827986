class MindSporeAvgPool3d(MindSporeAvgPool, torch.nn.AvgPool3d):
    """The mean of each window."""
