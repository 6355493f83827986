class MindSporeMaxPool1d(MindSporeMaxPool, torch.nn.MaxPool1d):
    """The largest of each window."""
