class MindSporeConv3d(MindSporeConv, torch.nn.Conv3d):
    """A convolution that pads as pad_mode says."""
