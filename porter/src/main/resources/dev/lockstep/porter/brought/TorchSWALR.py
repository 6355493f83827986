class TorchSWALR(TorchLRScheduler):
    """From the rate of the moment to swa_lr within anneal_epochs, and constant from then on."""

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
        torch_each_group(optimizer.param_groups, "swa_lr", swa_lr)
        self.anneal_epochs, self.anneal_strategy = anneal_epochs, anneal_strategy
        super().__init__(optimizer, last_epoch)

    def _share(self, step):
        """How much of swa_lr the rate of a step has."""
        way = max(0, min(1, step / max(1, self.anneal_epochs)))
        return way if self.anneal_strategy == "linear" else (1 - math.cos(math.pi * way)) / 2

    def get_lr(self):
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before, share = self._share(step - 1), self._share(step)
        rates = []
        for group in self.optimizer.param_groups:
            rate, end = float(group["lr"]), group["swa_lr"]
            start = end if before == 1 else (rate - end * before) / (1 - before)
            rates.append(end * share + start * (1 - share))
        return rates
