class MindSporeAccuracy(MindSporeMetric):
    """The share of right classes; for several labels, of rows that are right in all of them."""

    def __init__(self, eval_type="classification"):
        super().__init__()
        self._type = eval_type
        self.clear()

    def clear(self):
        self._correct_num = 0
        self._total_num = 0

    def update(self, *inputs):
        predicted, wanted = self._chosen(inputs)
        if self._type == "classification":
            classes = wanted.argmax(axis=1) if predicted.ndim == wanted.ndim else wanted
            right = predicted.argmax(axis=1) == classes
        else:
            count = predicted.shape[1]
            rows = [value.swapaxes(1, -1).reshape(-1, count) for value in (predicted, wanted)]
            right = (rows[0] == rows[1]).all(axis=1)
        self._correct_num += right.sum()
        self._total_num += right.size

    def eval(self):
        return self._correct_num / self._total_num
