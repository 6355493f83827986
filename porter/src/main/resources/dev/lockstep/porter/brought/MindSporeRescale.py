class MindSporeRescale:
    """An image times a factor, plus a shift."""

    def __init__(self, rescale, shift):
        self.rescale = rescale
        self.shift = shift

    def __call__(self, image):
        return numpy.asarray(image, numpy.float32) * numpy.float32(self.rescale) + numpy.float32(self.shift)
