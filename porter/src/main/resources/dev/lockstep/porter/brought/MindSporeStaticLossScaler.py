class MindSporeStaticLossScaler:
    """A loss scale that stays as it is."""

    def __init__(self, scale_value):
        self.scale_value = torch.tensor(float(scale_value))

    def scale(self, inputs):
        return self._each(inputs, self.scale_value)

    def unscale(self, inputs):
        return self._each(inputs, 1.0 / self.scale_value)

    def adjust(self, grads_finite):
        return False

    @staticmethod
    def _each(inputs, factor):
        return tuple(each * factor for each in inputs) if isinstance(inputs, (list, tuple)) else inputs * factor
