class MindSporeBatchNorm3d(MindSporeBatchNorm, torch.nn.BatchNorm3d):
    """A batch norm with given initial values."""
