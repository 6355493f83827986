class TorchMultiStepLR(TorchLRScheduler, mindspore.experimental.optim.lr_scheduler.MultiStepLR):
    """The rate times gamma at each milestone; step takes an epoch, too."""

    def __init__(self, optimizer, milestones, gamma=0.1, last_epoch=-1, verbose=False):
        self.milestones, self.gamma = sorted(milestones), gamma
        super().__init__(optimizer, last_epoch, verbose)

    def get_lr(self):
        factor = self.gamma ** self.milestones.count(self.last_epoch)
        return [float(group["lr"]) * factor for group in self.optimizer.param_groups]

    def _get_closed_form_lr(self):
        passed = sum(milestone <= self.last_epoch for milestone in self.milestones)
        return [base * self.gamma**passed for base in self.base_lrs]
