class MindSporeMetric:
    """A number that is gathered over the batches of a dataset."""

    def __init__(self):
        self._indexes = None

    @property
    def indexes(self):
        return getattr(self, "_indexes", None)

    def set_indexes(self, indexes):
        self._indexes = indexes
        return self

    def __call__(self, *inputs):
        self.clear()
        self.update(*inputs)
        return self.eval()

    def _convert_data(self, data):
        return data.detach().cpu().numpy() if isinstance(data, torch.Tensor) else numpy.array(data)

    def _chosen(self, inputs):
        """The inputs that it looks at, as arrays."""
        return [self._convert_data(inputs[i]) for i in self.indexes or range(len(inputs))]
