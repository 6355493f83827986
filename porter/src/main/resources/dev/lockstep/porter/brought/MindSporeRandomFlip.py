class MindSporeRandomFlip:
    """An image, turned over along an axis with a probability."""

    axis = 0

    def __init__(self, prob=0.5):
        self.prob = prob

    def __call__(self, image):
        image = numpy.asarray(image)
        return numpy.flip(image, self.axis) if torch.rand(()) < self.prob else image
