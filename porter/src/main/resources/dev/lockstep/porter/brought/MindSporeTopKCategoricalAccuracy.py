class MindSporeTopKCategoricalAccuracy(MindSporeMetric):
    """The share of rows whose right class is among the k largest outputs."""

    def __init__(self, k):
        super().__init__()
        self.k = k
        self.clear()

    def clear(self):
        self._correct_num = 0
        self._samples_num = 0

    def update(self, *inputs):
        predicted, wanted = self._chosen(inputs)
        classes = wanted.argmax(axis=1) if predicted.ndim == wanted.ndim else wanted
        best = numpy.argsort(-predicted, axis=1)[:, : self.k]
        self._correct_num += (best == classes.reshape(-1, 1)).sum()
        self._samples_num += classes.size

    def eval(self):
        return self._correct_num / self._samples_num
