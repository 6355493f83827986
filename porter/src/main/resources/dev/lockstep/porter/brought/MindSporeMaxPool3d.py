class MindSporeMaxPool3d(MindSporeMaxPool, torch.nn.MaxPool3d):
    """The largest of each window."""
