class TorchUpsample(mindspore.nn.Cell):
    """Images of another size, as torch.nn.Upsample."""

    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.settings = (size, scale_factor, mode, align_corners, recompute_scale_factor)

    def construct(self, input):
        return torch_interpolate(input, *self.settings)
