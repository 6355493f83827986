class MindSporeAvgPool:
    """What MindSpore's pools are told: with pad_mode same the output is as large as the input over the stride."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False, count_include_pad=True,
        divisor_override=None, data_format=None,
    ):
        divisor = {} if divisor_override is None else {"divisor_override": divisor_override}
        super().__init__(kernel_size, stride, padding, ceil_mode, count_include_pad, **divisor)
        self.pad_mode = pad_mode

    def forward(self, x):
        if self.pad_mode.lower() != "same":
            return super().forward(x)
        inside = mindspore_padded(torch.ones_like(x), "same", 0, self.kernel_size, self.stride)
        return super().forward(mindspore_padded(x, "same", 0, self.kernel_size, self.stride)) / super().forward(inside)
