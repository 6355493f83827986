class MindSporeTop1CategoricalAccuracy(MindSporeTopKCategoricalAccuracy):
    """The share of rows whose right class is the largest output."""

    def __init__(self):
        super().__init__(1)
