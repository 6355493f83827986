class MindSporeTrainOneStepWithLossScaleCell(MindSporeTrainOneStepCell):
    """A training step with a loss scale; without a step of the optimizer where a gradient is not finite."""

    def __init__(self, network, optimizer, scale_sense):
        super().__init__(network, optimizer)
        updates = callable(getattr(scale_sense, "get_loss_scale", None))
        self.loss_scaling_manager = scale_sense if updates else None
        self.scale_sense = torch.as_tensor(scale_sense.get_loss_scale() if updates else scale_sense, dtype=torch.float32)

    def set_sense_scale(self, sens):
        self.scale_sense.copy_(sens)

    def start_overflow_check(self, pre_cond, compute_input):
        return False, compute_input

    def get_overflow_status(self, status, compute_output):
        return not all(bool(torch.isfinite(value).all()) for value in compute_output if value is not None)

    def process_loss_scale(self, overflow):
        if self.loss_scaling_manager is not None:
            self.loss_scaling_manager(self.scale_sense, overflow)
        return overflow

    def forward(self, *inputs):
        loss = self.network(*inputs)
        scale = self.scale_sense.clone()
        self.optimizer.zero_grad()
        (loss * scale).sum().backward()
        for gradient in self._gradients():
            gradient.mul_(1.0 / scale)
        self.reduce_gradients()
        overflow = self.process_loss_scale(self.get_overflow_status(False, self._gradients()))
        if not overflow:
            self.optimizer.step()
        return loss, torch.as_tensor(overflow), scale

    def _gradients(self):
        return [parameter.grad for parameter in self.weights if parameter.grad is not None]
