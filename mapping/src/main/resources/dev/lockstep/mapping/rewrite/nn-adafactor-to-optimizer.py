import torch


class MindSporeAdaFactor(torch.optim.Optimizer):
    """The update of mindspore.nn.AdaFactor:

        the variance of a matrix is estimated from the means of its rows and columns,
        the rate is in proportion to the size of the parameter (scale_parameter),
        it falls with the step by itself (relative_step),
        the update is clipped to a root mean square of clip_threshold and averaged (beta1).

    t counts the steps from 1. MindSpore ignores loss_scale here.
    """

    def __init__(
        self, params, lr=None, eps=(1e-30, 0.001), clip_threshold=1.0, decay_rate=0.8, beta1=0.9,
        weight_decay=0.0, scale_parameter=True, relative_step=True, warmup_init=False,
        compression=False, loss_scale=1.0,
    ):
        options = dict(
            lr=lr, eps=eps, clip_threshold=clip_threshold, decay_rate=decay_rate, beta1=beta1,
            weight_decay=weight_decay, scale_parameter=scale_parameter,
            relative_step=relative_step, warmup_init=warmup_init,
        )
        super().__init__(params, options)

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    self.update(group, p, p.grad, self.state[p])
        return loss

    def update(self, group, p, g, state):
        if not state:
            state["t"] = 0
            state["variance"] = torch.zeros_like(p)
            state["mean"] = torch.zeros_like(p)
            if p.ndim > 1:
                state["rows"] = torch.zeros_like(p[..., 0])
                state["columns"] = torch.zeros_like(p[..., 0, :])
        t = state["t"] = state["t"] + 1
        rate = self.rate(group, t)
        if group["scale_parameter"]:
            rate = rate * max(group["eps"][1], rms(p))
        variance = estimate(g * g + group["eps"][0], t ** -group["decay_rate"], state)
        update = g * variance.rsqrt()
        update = update / max(1.0, rms(update) / group["clip_threshold"]) * rate
        if group["beta1"] > 0:
            state["mean"] = group["beta1"] * state["mean"] + (1 - group["beta1"]) * update
            update = state["mean"]
        p.copy_(p - group["weight_decay"] * rate * p - update)

    @staticmethod
    def rate(group, t):
        if not group["relative_step"]:
            return group["lr"]
        return min(1e-6 * t if group["warmup_init"] else 1e-2, 1 / t**0.5)


def estimate(squares, weight, state):
    """The running mean of the squares, of which the newest count so much."""
    if squares.ndim == 1:
        state["variance"] = (1 - weight) * state["variance"] + weight * squares
        return state["variance"]
    rows = state["rows"] = (1 - weight) * state["rows"] + weight * squares.mean(-1)
    columns = state["columns"] = (1 - weight) * state["columns"] + weight * squares.mean(-2)
    return (rows / rows.mean(-1, keepdim=True)).unsqueeze(-1) * columns.unsqueeze(-2)


def rms(x):
    """The root of the mean of the squares."""
    return x.norm().item() / x.numel() ** 0.5
