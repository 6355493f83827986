import math

import mindspore
from mindspore import nn, ops


class TorchMuon(nn.Optimizer):
    """The update of torch.optim.Muon, for parameters that are matrices:

        b = momentum*b + (1 - momentum)*g
        p = p*(1 - lr*weight_decay) - rate*U

    U is nearly the orthogonal matrix that is nearest to b, or to its Nesterov step; the rate
    depends on the shape.
    """

    def __init__(
        self, params, learning_rate=0.001, weight_decay=0.1, momentum=0.95, nesterov=True,
        ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-07, ns_steps=5, adjust_lr_fn=None,
    ):
        super().__init__(learning_rate, params, weight_decay)
        self.momentum = momentum
        self.nesterov = nesterov
        self.coefficients = ns_coefficients
        self.eps = eps
        self.ns_steps = ns_steps
        self.adjust_lr_fn = adjust_lr_fn
        self.b = self.parameters.clone(prefix="b", init="zeros")

    def construct(self, gradients):
        rates = self.get_lr()
        decays = self.get_weight_decay()
        self.assignadd(self.global_step, self.global_step_increase_tensor)
        for i, (p, g) in enumerate(zip(self.parameters, gradients)):
            lr = float(rates[i] if self.is_group_lr else rates)
            weight_decay = float(decays[i] if self.is_group else decays)
            b = self.b[i] + (1 - self.momentum) * (g - self.b[i])
            ops.assign(self.b[i], b)
            update = self.orthogonal(g + self.momentum * (b - g) if self.nesterov else b)
            ops.assign(p, p * (1 - lr * weight_decay) - lr * self.ratio(p.shape) * update)
        return True

    def orthogonal(self, x):
        """Newton and Schulz' iteration, in bfloat16 as in torch."""
        a, b, c = self.coefficients
        tall = x.shape[0] > x.shape[1]
        x = rounded(x.T if tall else x)
        size = float(rounded(ops.sqrt(ops.sum(x * x))))
        x = rounded(x / max(size, self.eps))
        for _ in range(self.ns_steps):
            gram = rounded(ops.matmul(x, x.T))
            gram = rounded(b * gram + c * ops.matmul(gram, gram))
            x = rounded(a * x + ops.matmul(gram, x))
        return x.T if tall else x

    def ratio(self, shape):
        """The rate of a matrix of that shape, as a multiple of the learning rate."""
        rows, columns = shape[:2]
        if self.adjust_lr_fn in (None, "original"):
            return math.sqrt(max(1, rows / columns))
        if self.adjust_lr_fn == "match_rms_adamw":
            return 0.2 * math.sqrt(max(rows, columns))
        return math.sqrt(rows / columns)


def rounded(x):
    """x rounded to bfloat16, held as float32."""
    return x.astype(mindspore.bfloat16).astype(mindspore.float32)
