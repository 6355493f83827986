class MindSporeConv1d(MindSporeConv, torch.nn.Conv1d):
    """A convolution that pads as pad_mode says."""
