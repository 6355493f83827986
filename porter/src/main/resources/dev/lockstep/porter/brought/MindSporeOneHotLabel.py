class MindSporeOneHotLabel:
    """A label as a row of zeros with a one at its place, or smoothed."""

    def __init__(self, num_classes, smoothing_rate=0.0):
        self.num_classes = num_classes
        self.smoothing_rate = smoothing_rate

    def __call__(self, label):
        label = numpy.asarray(label)
        row = numpy.eye(self.num_classes, dtype=label.dtype)[label]
        if self.smoothing_rate == 0:
            return row
        return row.astype(numpy.float64) * (1 - self.smoothing_rate) + self.smoothing_rate / self.num_classes
