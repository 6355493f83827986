def mindspore_padded(x, pad_mode, padding, kernel_size, stride, dilation=1, value=0.0):
    """Images with a border: same makes the output as large as the input over the stride, pad is told how much."""
    if pad_mode.lower() == "valid":
        return x
    if pad_mode.lower() == "pad":
        top, bottom, left, right = (padding,) * 4 if isinstance(padding, int) else padding
        return torch.nn.functional.pad(x, [left, right, top, bottom], value=value)
    borders = []
    for axis in (1, 0):
        kernel, step, spread = (v if isinstance(v, int) else v[axis] for v in (kernel_size, stride, dilation))
        size = x.shape[-2 + axis]
        missing = max((math.ceil(size / step) - 1) * step + spread * (kernel - 1) + 1 - size, 0)
        borders += [missing // 2, missing - missing // 2]
    return torch.nn.functional.pad(x, borders, value=value)
