class MindSporeAvgPool2d(MindSporeAvgPool, torch.nn.AvgPool2d):
    """The mean of each window."""
