class MindSporeConv2d(MindSporeConv, torch.nn.Conv2d):
    """A convolution that pads as pad_mode says."""
