class MindSporeRandomResizedCrop:
    """A part of an image at a place, of an area and of a shape that are drawn, resized."""

    def __init__(
        self, size, scale=(0.08, 1.0), ratio=(3 / 4, 4 / 3), interpolation="bilinear", max_attempts=10,
    ):
        size = (size, size) if isinstance(size, int) else tuple(size)
        self.resize = MindSporeResize(size, interpolation)
        self.scale = scale
        self.ratio = ratio
        self.max_attempts = max_attempts

    def __call__(self, image):
        image = numpy.asarray(image)
        top, left, height, width = self._part(*image.shape[:2])
        return self.resize(image[top : top + height, left : left + width])

    def _part(self, height, width):
        for _ in range(self.max_attempts):
            area = height * width * self._drawn(*self.scale)
            shape = math.exp(self._drawn(*map(math.log, self.ratio)))
            down, across = round(math.sqrt(area / shape)), round(math.sqrt(area * shape))
            if 0 < down <= height and 0 < across <= width:
                return int(torch.randint(height - down + 1, ())), int(torch.randint(width - across + 1, ())), down, across
        shape = min(max(width / height, self.ratio[0]), self.ratio[1])
        down, across = min(height, round(width / shape)), min(width, round(height * shape))
        return (height - down) // 2, (width - across) // 2, down, across

    @staticmethod
    def _drawn(low, high):
        return low + (high - low) * float(torch.rand(()))
