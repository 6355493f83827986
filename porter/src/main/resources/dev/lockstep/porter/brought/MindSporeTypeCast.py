class MindSporeTypeCast:
    """An array of another type."""

    def __init__(self, data_type):
        self.data_type = mindspore_array_type(data_type)

    def __call__(self, array):
        return numpy.asarray(array).astype(self.data_type)
