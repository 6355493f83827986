class TorchSequentialLR(mindspore.experimental.optim.lr_scheduler.SequentialLR):
    """One scheduler after the other, each from its own beginning: torch's own and those of the port."""

    def __init__(self, optimizer, schedulers, milestones, last_epoch=-1, verbose=False):
        self._schedulers = list(schedulers)
        self._milestones = list(milestones)
        self.last_epoch = last_epoch + 1
        self.optimizer = optimizer
        for group in optimizer.param_groups:
            mindspore.ops.assign(group["lr"], float(group["initial_lr"]))
        self._undo(self)
        first = self._schedulers[sum(milestone <= 0 for milestone in self._milestones)]
        getattr(first, "_initial_step", first.step)()
        self._last_lr = [float(group["lr"]) for group in optimizer.param_groups]

    def _undo(self, scheduler):
        """Takes back the step that each scheduler made when it was built."""
        if hasattr(scheduler, "_schedulers"):
            for inner in scheduler._schedulers:
                self._undo(inner)
        elif isinstance(scheduler.last_epoch, mindspore.Parameter):
            mindspore.ops.assign(scheduler.last_epoch, scheduler.last_epoch - 1)
        else:
            scheduler.last_epoch -= 1

    def step(self):
        self.last_epoch += 1
        index = sum(milestone <= self.last_epoch for milestone in self._milestones)
        scheduler = self._schedulers[index]
        if index > 0 and self._milestones[index - 1] == self.last_epoch:
            getattr(scheduler, "_update_lr", scheduler.step)(0)
        else:
            scheduler.step()
        self._last_lr = [float(group["lr"]) for group in self.optimizer.param_groups]

    def get_last_lr(self):
        return self._last_lr
