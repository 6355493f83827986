class MindSporeBatchNorm2d(MindSporeBatchNorm, torch.nn.BatchNorm2d):
    """A batch norm with given initial values."""
