class MindSporeTop5CategoricalAccuracy(MindSporeTopKCategoricalAccuracy):
    """The share of rows whose right class is among the five largest outputs."""

    def __init__(self):
        super().__init__(5)
