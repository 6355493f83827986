class MindSporeMSE(MindSporeMAE):
    """The sum of the squared errors of a row, as a mean over the rows."""

    @staticmethod
    def _error(predicted, wanted):
        return numpy.power(predicted - wanted, 2)
