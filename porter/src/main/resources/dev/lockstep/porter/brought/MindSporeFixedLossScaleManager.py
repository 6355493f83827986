class MindSporeFixedLossScaleManager:
    """A constant loss scale; with drop_overflow_update, steps whose gradients are not finite are left out."""

    def __init__(self, loss_scale=128.0, drop_overflow_update=True):
        self._loss_scale = loss_scale
        self._drop_overflow_update = drop_overflow_update

    def get_loss_scale(self):
        return self._loss_scale

    def get_drop_overflow_update(self):
        return self._drop_overflow_update

    def get_update_cell(self):
        return MindSporeFixedLossScaleUpdateCell(self._loss_scale) if self._drop_overflow_update else None

    def one_step(self, network, optimizer):
        """The training step of a network under this scale."""
        update = self.get_update_cell()
        if update is None:
            return MindSporeTrainOneStepCell(network, optimizer, self._loss_scale)
        return MindSporeTrainOneStepWithLossScaleCell(network, optimizer, update)
