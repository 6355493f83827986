class MindSporeCenterCrop:
    """The middle of an image, with zeros around it where the image is smaller."""

    def __init__(self, size):
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def __call__(self, image):
        image = numpy.asarray(image)
        missing = [max(wanted - given, 0) for wanted, given in zip(self.size, image.shape)]
        around = [((each + 1) // 2, each // 2) for each in missing] + [(0, 0)] * (image.ndim - 2)
        padded = numpy.pad(image, around)
        top, left = ((given - wanted) // 2 for wanted, given in zip(self.size, padded.shape))
        return padded[top : top + self.size[0], left : left + self.size[1]]
