def torch_interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None
):
    """Images of another size, as torch.nn.functional.interpolate; MindSpore wants the size."""
    if scale_factor is not None:
        extents = input.shape[2:]
        several = isinstance(scale_factor, (tuple, list))
        wished = [n * s for n, s in zip(extents, scale_factor if several else [scale_factor] * len(extents))]
        size = tuple(math.floor(extent) for extent in wished)
        if not (recompute_scale_factor or align_corners) and list(size) != wished:
            raise ValueError(f"the scale {scale_factor} gives no whole size: say the size")
    return mindspore.ops.interpolate(input, size, None, mode, align_corners)
