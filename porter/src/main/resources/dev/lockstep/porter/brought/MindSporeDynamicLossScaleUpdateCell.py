class MindSporeDynamicLossScaleUpdateCell:
    """A loss scale that an overflow divides, down to 1, and scale_window steps without one multiply."""

    def __init__(self, loss_scale_value, scale_factor, scale_window):
        self.loss_scale_value = loss_scale_value
        self.scale_factor = scale_factor
        self.scale_window = scale_window
        self._step = 1
        self._last_change = 0

    def get_loss_scale(self):
        return self.loss_scale_value

    def __call__(self, loss_scale, overflow):
        grows = self._step - self._last_change >= self.scale_window
        if overflow:
            loss_scale.copy_(torch.clamp(loss_scale / self.scale_factor, min=1.0))
        elif grows:
            loss_scale.mul_(self.scale_factor)
        if overflow or grows:
            self._last_change = self._step
        self._step += 1
        return overflow
