class TorchCyclicLR(TorchLRScheduler):
    """Cycles of the rate between base_lr and max_lr, and of the momentum the other way."""

    def __init__(self, optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular",
                 gamma=1.0, scale_fn=None, scale_mode="cycle", cycle_momentum=True, base_momentum=0.8,
                 max_momentum=0.9, last_epoch=-1):
        groups = optimizer.param_groups
        torch_each_group(groups, "base_lr", base_lr)
        torch_each_group(groups, "max_lr", max_lr)
        if last_epoch == -1:
            for group in groups:
                mindspore.ops.assign(group["lr"], float(group["base_lr"]))
        self.up = float(step_size_up)
        self.length = self.up + (self.up if step_size_down is None else float(step_size_down))
        if scale_fn is None:
            scale_mode = "iterations" if mode == "exp_range" else "cycle"
            scale_fn = {
                "triangular": lambda x: 1.0,
                "triangular2": lambda x: 1 / (2.0 ** (x - 1)),
                "exp_range": lambda x: gamma**x,
            }[mode]
        self.scale_fn, self.scale_mode, self.cycle_momentum = scale_fn, scale_mode, cycle_momentum
        if cycle_momentum:
            torch_each_group(groups, "base_momentum", base_momentum)
            torch_each_group(groups, "max_momentum", max_momentum)
            for group in groups:
                torch_set_momentum(group, group["max_momentum"])
        super().__init__(optimizer, last_epoch)
        self.base_lrs = [group["base_lr"] for group in groups]

    def get_lr(self):
        cycle = math.floor(1 + self.last_epoch / self.length)
        place = 1.0 + self.last_epoch / self.length - cycle
        share = self.up / self.length
        height = place / share if place <= share else (place - 1) / (share - 1)
        scaled = height * self.scale_fn(cycle if self.scale_mode == "cycle" else self.last_epoch)
        for group in self.optimizer.param_groups:
            if self.cycle_momentum:
                least, most = group["base_momentum"], group["max_momentum"]
                torch_set_momentum(group, most - (most - least) * scaled)
        return [
            group["base_lr"] + (group["max_lr"] - group["base_lr"]) * scaled for group in self.optimizer.param_groups
        ]
