class MindSporeConv:
    """What MindSpore's convolutions are told: initial values, and a border by pad_mode: same, valid or pad."""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init=None, bias_init=None, data_format=None, dtype=None,
    ):
        super().__init__(in_channels, out_channels, kernel_size, stride, 0, dilation, group, has_bias, dtype=dtype)
        mindspore_initialize(self, weight_init, bias_init)
        self.pad_mode = pad_mode
        self.border = padding

    def forward(self, x):
        x = mindspore_padded(x, self.pad_mode, self.border, self.kernel_size, self.stride, self.dilation)
        return super().forward(x)
