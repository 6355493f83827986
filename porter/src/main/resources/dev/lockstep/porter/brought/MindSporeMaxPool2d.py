class MindSporeMaxPool2d(MindSporeMaxPool, torch.nn.MaxPool2d):
    """The largest of each window."""
