class MindSporeBatchNorm1d(MindSporeBatchNorm, torch.nn.BatchNorm1d):
    """A batch norm with given initial values."""
