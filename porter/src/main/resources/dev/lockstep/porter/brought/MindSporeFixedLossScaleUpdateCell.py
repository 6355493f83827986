class MindSporeFixedLossScaleUpdateCell:
    """A loss scale that stays as it is."""

    def __init__(self, loss_scale_value):
        self.loss_scale_value = loss_scale_value

    def get_loss_scale(self):
        return self.loss_scale_value

    def __call__(self, loss_scale, overflow):
        return overflow
