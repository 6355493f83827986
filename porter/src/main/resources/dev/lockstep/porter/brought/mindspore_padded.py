def mindspore_padded(x, pad_mode, padding, kernel_size, stride, dilation=1, value=0.0):
    """Images with a border: same makes the output as large as the input over the stride, pad is told how much."""
    if pad_mode.lower() == "valid":
        return x
    axes = range(x.dim() - 2)
    if pad_mode.lower() == "pad":
        each = (padding,) * 2 * len(axes) if isinstance(padding, int) else padding
        pairs = list(zip(each[::2], each[1::2]))
    else:
        pairs = []
        for axis in axes:
            kernel, step, spread = (v if isinstance(v, int) else v[axis] for v in (kernel_size, stride, dilation))
            size = x.shape[2 + axis]
            missing = max((math.ceil(size / step) - 1) * step + spread * (kernel - 1) + 1 - size, 0)
            pairs.append((missing // 2, missing - missing // 2))
    return torch.nn.functional.pad(x, [border for pair in reversed(pairs) for border in pair], value=value)
