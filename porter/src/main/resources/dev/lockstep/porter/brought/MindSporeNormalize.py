class MindSporeNormalize:
    """An image minus the mean of each channel, divided by its deviation; the channels last, unless is_hwc is False."""

    def __init__(self, mean, std, is_hwc=True):
        shape = (-1,) if is_hwc else (-1, 1, 1)
        self.mean, self.std = (numpy.asarray(value, numpy.float32).reshape(shape) for value in (mean, std))

    def __call__(self, image):
        return (numpy.asarray(image, numpy.float32) - self.mean) / self.std
