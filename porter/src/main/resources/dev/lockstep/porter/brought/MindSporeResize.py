class MindSporeResize:
    """Resizes an image of height, width and perhaps channels; a single size is that of the shorter edge."""

    def __init__(self, size, interpolation="bilinear"):
        self.size = size
        self.interpolation = interpolation

    def __call__(self, image):
        image = numpy.asarray(image)
        size = self._extent(*image.shape[:2])
        planes = torch.from_numpy(image.astype(numpy.float32)).reshape(*image.shape[:2], -1).permute(2, 0, 1)
        resized = torch.nn.functional.interpolate(planes[None], size, mode=self.interpolation)[0]
        pixels = resized.permute(1, 2, 0).numpy().reshape(*size, *image.shape[2:])
        if image.dtype.kind == "u":
            pixels = numpy.rint(pixels).clip(0, numpy.iinfo(image.dtype).max)
        return pixels.astype(image.dtype)

    def _extent(self, height, width):
        if not isinstance(self.size, int):
            return tuple(self.size) if len(self.size) == 2 else self._shorter(self.size[0], height, width)
        return self._shorter(self.size, height, width)

    @staticmethod
    def _shorter(size, height, width):
        return (size, size * width // height) if height < width else (size * height // width, size)
