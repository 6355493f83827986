class MindSporeConv2dTranspose(torch.nn.ConvTranspose2d):
    """A transposed convolution: with pad_mode same the output is as large as the input times the stride."""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, output_padding=0, dilation=1,
        group=1, has_bias=False, weight_init=None, bias_init=None, dtype=None,
    ):
        super().__init__(in_channels, out_channels, kernel_size, stride, 0, 0, group, has_bias, dilation, dtype=dtype)
        mindspore_initialize(self, weight_init, bias_init)
        borders = (padding,) * 4 if isinstance(padding, int) else padding
        cut = [self._cut(pad_mode.lower(), axis, borders[2 * axis : 2 * axis + 2]) for axis in (0, 1)]
        self.output_padding = tuple(max(-behind, 0) for _, behind in cut)
        self.borders = [-max(count, 0) for pair in reversed(cut) for count in pair]

    def _cut(self, pad_mode, axis, border):
        """How much of the whole output goes at its beginning and its end; what is below 0 is missing there."""
        missing = self.dilation[axis] * (self.kernel_size[axis] - 1) + 1 - self.stride[axis]
        if pad_mode == "pad":
            return border
        if pad_mode == "valid" or missing < 0:
            return 0, min(missing, 0)
        return missing // 2, missing - missing // 2

    def forward(self, x):
        return torch.nn.functional.pad(super().forward(x), self.borders)
