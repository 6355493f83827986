class MindSporeDynamicLossScaler(MindSporeStaticLossScaler):
    """A loss scale that an overflow divides, down to 1, and scale_window steps without one multiply."""

    def __init__(self, scale_value, scale_factor, scale_window):
        super().__init__(scale_value)
        self.scale_factor = scale_factor
        self.scale_window = scale_window
        self.counter = 0

    def adjust(self, grads_finite):
        if not grads_finite:
            self.scale_value = torch.clamp(self.scale_value / self.scale_factor, min=1.0)
        elif self.counter == self.scale_window - 1 and torch.isfinite(self.scale_value * self.scale_factor):
            self.scale_value = self.scale_value * self.scale_factor
        self.counter = (self.counter + 1) % self.scale_window if grads_finite else 0
        return True
