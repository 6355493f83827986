class TorchOneCycleLR(TorchLRScheduler):
    """One cycle of the rate up to max_lr and far below where it began, and of the momentum down and up."""

    def __init__(self, optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
                 anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0,
                 final_div_factor=1e4, three_phase=False, last_epoch=-1):
        self.total_steps = epochs * steps_per_epoch if total_steps is None else total_steps
        self.pct_start, self.three_phase = pct_start, three_phase
        self.anneal_strategy, self.cycle_momentum = anneal_strategy, cycle_momentum
        if last_epoch == -1:
            groups = optimizer.param_groups
            torch_each_group(groups, "max_lr", max_lr)
            for group in groups:
                group["initial_lr"] = group["max_lr"] / div_factor
                group["min_lr"] = group["initial_lr"] / final_div_factor
            if cycle_momentum:
                torch_each_group(groups, "base_momentum", base_momentum)
                torch_each_group(groups, "max_momentum", max_momentum)
                for group in groups:
                    torch_set_momentum(group, group["max_momentum"])
        super().__init__(optimizer, last_epoch)

    def _phases(self):
        """The last step of each phase, with the options that the rate and the momentum go between."""
        up = float(self.pct_start * self.total_steps)
        rise = ("initial_lr", "max_lr", "max_momentum", "base_momentum")
        if self.three_phase:
            fall = ("max_lr", "initial_lr", "base_momentum", "max_momentum")
            end = ("initial_lr", "min_lr", "max_momentum", "max_momentum")
            return [(up - 1, rise), (2 * up - 2, fall), (self.total_steps - 1, end)]
        return [(up - 1, rise), (self.total_steps - 1, ("max_lr", "min_lr", "base_momentum", "max_momentum"))]

    def _between(self, start, end, share):
        if self.anneal_strategy == "linear":
            return (end - start) * share + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * share) + 1)

    def get_lr(self):
        if self.last_epoch > self.total_steps:
            raise ValueError("Tried to step {} times. The specified number of total steps is {}".format(
                self.last_epoch, self.total_steps))
        phases = self._phases()
        index = next((i for i, (end, _) in enumerate(phases) if self.last_epoch <= end), len(phases) - 1)
        start = phases[index - 1][0] if index else 0.0
        end, names = phases[index]
        share = (self.last_epoch - start) / (end - start)
        for group in self.optimizer.param_groups:
            if self.cycle_momentum:
                torch_set_momentum(group, self._between(group[names[2]], group[names[3]], share))
        return [self._between(group[names[0]], group[names[1]], share) for group in self.optimizer.param_groups]
