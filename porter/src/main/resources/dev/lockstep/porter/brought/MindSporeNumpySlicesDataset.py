class MindSporeNumpySlicesDataset(MindSporeGeneratorDataset):
    """The rows of arrays: of one, of several side by side in a tuple, or of a dictionary of them."""

    def __init__(self, data, column_names=None, **settings):
        several = data.values() if isinstance(data, dict) else data if isinstance(data, tuple) else (data,)
        rows = list(zip(*several))
        names = list(data) if isinstance(data, dict) else [f"column_{i}" for i in range(len(several))]
        super().__init__(rows, column_names or names, **settings)
