import torch


class MindSporeLamb(torch.optim.Optimizer):
    """The update of mindspore.nn.Lamb, as its operator is defined for other devices than the CPU:

        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g^2
        x = m/(1 - beta1^t)
        y = v/(1 - beta2^t)
        trust = min(norm(p)/norm(x/sqrt(y + eps) + weight_decay*p), 10)    (1 where a norm is 0)
        p = p - trust*lr*(x/(sqrt(y) + eps) + weight_decay*p)

    t counts the steps from 1.
    """

    def __init__(self, params, lr, beta1=0.9, beta2=0.999, eps=1e-06, weight_decay=0.0):
        options = dict(lr=lr, beta1=beta1, beta2=beta2, eps=eps, weight_decay=weight_decay)
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

    @staticmethod
    def update(group, p, g, state):
        beta1, beta2, eps = group["beta1"], group["beta2"], group["eps"]
        if not state:
            state["t"] = 0
            state["m"] = torch.zeros_like(p)
            state["v"] = torch.zeros_like(p)
        t = state["t"] = state["t"] + 1
        m = state["m"] = beta1 * state["m"] + (1 - beta1) * g
        v = state["v"] = beta2 * state["v"] + (1 - beta2) * g * g
        x = m / (1 - beta1**t)
        y = v / (1 - beta2**t)
        decay = group["weight_decay"] * p
        size, length = p.norm().item(), (x / torch.sqrt(y + eps) + decay).norm().item()
        trust = min(size / length, 10.0) if size > 0 and length > 0 else 1.0
        p.copy_(p - trust * group["lr"] * (x / (torch.sqrt(y) + eps) + decay))
