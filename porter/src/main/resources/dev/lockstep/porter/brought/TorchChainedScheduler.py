class TorchChainedScheduler:
    """Steps several schedulers of one optimizer together."""

    def __init__(self, schedulers, optimizer=None):
        self._schedulers = schedulers
        self.optimizer = schedulers[0].optimizer if optimizer is None else optimizer
        self._last_lr = [float(group["lr"]) for group in self.optimizer.param_groups]

    def step(self):
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = [float(group["lr"]) for group in self.optimizer.param_groups]

    def get_last_lr(self):
        return self._last_lr
