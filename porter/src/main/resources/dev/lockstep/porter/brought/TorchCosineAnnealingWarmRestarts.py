class TorchCosineAnnealingWarmRestarts(
    TorchLRScheduler, mindspore.experimental.optim.lr_scheduler.CosineAnnealingWarmRestarts
):
    """Half a cosine from the initial rate to eta_min, again and again; step takes fractions of an epoch."""

    def __init__(self, optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1, verbose=False):
        self.T_0 = self.T_i = T_0
        self.T_mult, self.eta_min, self.T_cur = T_mult, eta_min, last_epoch
        super().__init__(optimizer, last_epoch, verbose)

    def get_lr(self):
        height = (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2
        return [self.eta_min + (base - self.eta_min) * height for base in self.base_lrs]

    def step(self, epoch=None):
        if epoch is None and self.last_epoch >= 0:
            self.T_cur += 1
            if self.T_cur >= self.T_i:
                self.T_cur %= self.T_i
                self.T_i *= self.T_mult
            epoch = self.last_epoch + 1
        else:
            epoch = epoch or 0
            cycle = 0
            if epoch >= self.T_0 and self.T_mult > 1:
                cycle = int(math.log(epoch / self.T_0 * (self.T_mult - 1) + 1, self.T_mult))
                self.T_cur = epoch - self.T_0 * (self.T_mult**cycle - 1) / (self.T_mult - 1)
            else:
                self.T_cur = epoch % self.T_0
            self.T_i = self.T_0 * self.T_mult**cycle
        super().step(math.floor(epoch))
