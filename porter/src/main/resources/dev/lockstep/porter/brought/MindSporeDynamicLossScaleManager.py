class MindSporeDynamicLossScaleManager:
    """A loss scale that follows the overflows; steps whose gradients are not finite are left out."""

    def __init__(self, init_loss_scale=2**24, scale_factor=2, scale_window=2000):
        self._cell = init_loss_scale, scale_factor, scale_window

    def get_loss_scale(self):
        return self._cell[0]

    def get_drop_overflow_update(self):
        return True

    def get_update_cell(self):
        return MindSporeDynamicLossScaleUpdateCell(*self._cell)

    def one_step(self, network, optimizer):
        """The training step of a network under this scale."""
        return MindSporeTrainOneStepWithLossScaleCell(network, optimizer, self.get_update_cell())
