def mindspore_conv2d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """A convolution that pads as pad_mode says: same, valid or pad."""
    padding = (padding[0],) * 2 + (padding[1],) * 2 if isinstance(padding, tuple) and len(padding) == 2 else padding
    x = mindspore_padded(input, pad_mode, padding, tuple(weight.shape[2:]), stride, dilation)
    return torch.nn.functional.conv2d(x, weight, bias, stride, 0, dilation, groups)
