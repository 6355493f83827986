from mindspore import nn, ops


class TorchSparseAdam(nn.Optimizer):
    """The update of torch.optim.SparseAdam, for dense gradients.

    A row without gradient is left as it is, with its moments. For a row p with the gradient g:

        g = -g                                                       (maximize)
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g^2
        p = p - lr*sqrt(1 - beta2^t)/(1 - beta1^t)*m/(sqrt(v) + eps)

    t counts the steps from 1.
    """

    def __init__(
        self, params, learning_rate=0.001, betas=(0.9, 0.999), eps=1e-08, maximize=False,
    ):
        super().__init__(learning_rate, params)
        self.betas = betas
        self.eps = eps
        self.maximize = maximize
        self.m = self.parameters.clone(prefix="m", init="zeros")
        self.v = self.parameters.clone(prefix="v", init="zeros")

    def construct(self, gradients):
        rates = self.get_lr()
        self.assignadd(self.global_step, self.global_step_increase_tensor)
        t = int(self.global_step[0])
        beta1, beta2 = self.betas
        for i, (p, g) in enumerate(zip(self.parameters, gradients)):
            lr = float(rates[i] if self.is_group_lr else rates)
            present = (g != 0).astype(g.dtype).reshape((g.shape[0], -1)).max(axis=1) > 0
            present = present.reshape((-1,) + (1,) * (g.ndim - 1))
            if self.maximize:
                g = -g
            m = self.m[i] + (1 - beta1) * (g - self.m[i])
            v = self.v[i] + (1 - beta2) * (g * g - self.v[i])
            rate = lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
            step = rate * (m / (ops.sqrt(v) + self.eps))
            ops.assign(self.m[i], ops.where(present, m, self.m[i]))
            ops.assign(self.v[i], ops.where(present, v, self.v[i]))
            ops.assign(p, ops.where(present, p - step, p))
        return True
