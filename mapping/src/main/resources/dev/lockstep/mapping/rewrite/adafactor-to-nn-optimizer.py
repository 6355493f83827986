from mindspore import Parameter, nn, ops


class TorchAdafactor(nn.Optimizer):
    """The update of torch.optim.Adafactor:

        the variance of a matrix is estimated from the means of its rows and columns,
        the rate is at most 1/sqrt(t) and in proportion to the size of the parameter,
        the update is clipped to a root mean square of d.

    t counts the steps from 1.
    """

    def __init__(
        self, params, learning_rate=0.01, beta2_decay=-0.8, eps=(None, 0.001), d=1.0,
        weight_decay=0.0, maximize=False,
    ):
        super().__init__(learning_rate, params, weight_decay)
        self.beta2_decay = beta2_decay
        self.eps1 = 2.0**-23 if eps[0] is None else eps[0]
        self.eps2 = eps[1]
        self.d = d
        self.maximize = maximize
        self.variance = self.parameters.clone(prefix="variance", init="zeros")
        self.rows = [Parameter(p[..., :1] * 0, name="rows." + p.name) for p in self.parameters]
        self.columns = [
            Parameter(p[..., :1, :] * 0 if p.ndim > 1 else p * 0, name="columns." + p.name)
            for p in self.parameters
        ]

    def construct(self, gradients):
        rates = self.get_lr()
        decays = self.get_weight_decay()
        self.assignadd(self.global_step, self.global_step_increase_tensor)
        t = int(self.global_step[0])
        for i, (p, g) in enumerate(zip(self.parameters, gradients)):
            lr = float(rates[i] if self.is_group_lr else rates)
            weight_decay = float(decays[i] if self.is_group else decays)
            if self.maximize:
                g = -g
            rate = max(self.eps2, rms(p)) * min(lr, 1 / t**0.5)
            variance = self.estimate(i, g, t**self.beta2_decay)
            update = g * ops.rsqrt(ops.clamp(variance, min=self.eps1 * self.eps1))
            rate = rate / max(1.0, rms(update) / self.d)
            ops.assign(p, p * (1 - lr * weight_decay) - rate * update)
        return True

    def estimate(self, i, g, weight):
        """The running mean of the squares of g, of which the newest counts so much."""
        squares = g * g
        if g.ndim == 1:
            ops.assign(self.variance[i], self.variance[i] + weight * (squares - self.variance[i]))
            return self.variance[i]
        rows, columns = self.rows[i], self.columns[i]
        ops.assign(rows, rows + weight * (squares.mean(-1, keep_dims=True) - rows))
        ops.assign(columns, columns + weight * (squares.mean(-2, keep_dims=True) - columns))
        return rows * columns / ops.clamp(rows.mean(-2, keep_dims=True), min=self.eps1)


def rms(x):
    """The root of the mean of the squares."""
    return float(ops.sqrt(ops.sum(x * x))) / x.size**0.5
