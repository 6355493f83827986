class MindSporeMaxPool:
    """What MindSpore's pools are told: with pad_mode same the output is as large as the input over the stride."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1, return_indices=False, ceil_mode=False,
        data_format=None,
    ):
        super().__init__(kernel_size, stride, padding, dilation, return_indices, ceil_mode)
        self.pad_mode = pad_mode

    def forward(self, x):
        if self.pad_mode.lower() == "same":
            x = mindspore_padded(x, "same", 0, self.kernel_size, self.stride, self.dilation, -math.inf)
        return super().forward(x)
