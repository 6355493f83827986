class MindSporeLoss(MindSporeMetric):
    """The mean of the losses of the batches."""

    takes_loss = True

    def __init__(self):
        super().__init__()
        self.clear()

    def clear(self):
        self._sum_loss = 0
        self._total_num = 0

    def update(self, *inputs):
        (loss,) = self._chosen(inputs)
        self._sum_loss += loss.mean()
        self._total_num += 1

    def eval(self):
        return self._sum_loss / self._total_num
