class MindSporeMAE(MindSporeMetric):
    """The sum of the absolute errors of a row, as a mean over the rows."""

    def __init__(self):
        super().__init__()
        self.clear()

    def clear(self):
        self._sum = 0.0
        self._samples_num = 0

    def update(self, *inputs):
        predicted, wanted = self._chosen(inputs)
        self._sum += self._error(predicted, wanted.reshape(predicted.shape)).sum()
        self._samples_num += wanted.shape[0]

    def eval(self):
        return self._sum / self._samples_num

    @staticmethod
    def _error(predicted, wanted):
        return numpy.abs(predicted - wanted)
