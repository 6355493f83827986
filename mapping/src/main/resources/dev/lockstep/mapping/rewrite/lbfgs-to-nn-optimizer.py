from typing import NamedTuple

import mindspore
from mindspore import nn, ops


class TorchLBFGS(nn.Optimizer):
    """The update of torch.optim.LBFGS, for PYNATIVE mode.

    A call takes up to max_iter iterations, for all parameters together as one vector p:

        d = -H*g          H estimates the inverse Hessian from the last history_size iterations
        p = p + t*d       t is the learning rate, or found by a line search ("strong_wolfe")

    It is called with a function that returns the loss and the gradients, and returns the first loss:

        grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)
        loss = optimizer(lambda: grad_fn(inputs, targets))

    One group of parameters only; a checkpoint does not hold the history.
    """

    def __init__(
        self, params, learning_rate=1.0, max_iter=20, max_eval=None, tolerance_grad=1e-07,
        tolerance_change=1e-09, history_size=100, line_search_fn=None, maximize=False,
    ):
        super().__init__(learning_rate, params)
        if self.is_group:
            raise ValueError("LBFGS takes one group of parameters")
        if line_search_fn not in (None, "strong_wolfe"):
            raise ValueError("only 'strong_wolfe' is supported as line_search_fn")
        self.max_iter = max_iter
        self.max_eval = max_iter * 5 // 4 if max_eval is None else max_eval
        self.tolerance_grad = tolerance_grad
        self.tolerance_change = tolerance_change
        self.history_size = history_size
        self.line_search_fn = line_search_fn
        self.sign = -1.0 if maximize else 1.0
        self.memory = {"pairs": [], "scale": 1.0, "last": None}

    def construct(self, closure):
        lr = float(self.get_lr())
        self.assignadd(self.global_step, self.global_step_increase_tensor)
        first, g = loss, g = self.evaluate(closure)
        evaluations = 1
        for iteration in range(1, self.max_iter + 1):
            if largest(g) <= self.tolerance_grad:
                break
            if self.memory["last"] is None:
                d, t = -g, lr * min(1.0, 1 / float(ops.sum(ops.abs(g))))
            else:
                self.remember(g)
                d, t = self.direction(g), lr
            self.memory["last"] = g, d, t
            before, slope = loss, dot(g, d)
            if slope > -self.tolerance_change:
                break
            if self.line_search_fn is not None:
                start = Point(0.0, loss, g, slope)
                found, calls = self.search(closure, d, start, t, self.max_eval - evaluations)
                self.memory["last"] = g, d, found.t
                t, loss, g = found.t, found.loss, found.g
                self.move(t, d)
                evaluations += calls
            else:
                self.move(t, d)
                if iteration < self.max_iter:
                    loss, g = self.evaluate(closure)
                    evaluations += 1
            small = largest(t * d) <= self.tolerance_change
            if evaluations >= self.max_eval or small or abs(loss - before) < self.tolerance_change:
                break
        return mindspore.Tensor(self.sign * first, mindspore.float32)

    def evaluate(self, closure):
        """The loss and its gradient as one vector; both negated to climb."""
        loss, gradients = closure()
        g = ops.cat([gradient.reshape((-1,)) for gradient in gradients])
        return self.sign * float(loss), self.sign * g

    def move(self, t, d):
        """p + t*d"""
        begin = 0
        for p in self.parameters:
            ops.assign(p, p + t * d[begin : begin + p.size].reshape(p.shape))
            begin += p.size

    def remember(self, g):
        """The newest pair: what the last step was, and how it changed the gradient."""
        last_g, d, t = self.memory["last"]
        y, s = g - last_g, t * d
        curvature = dot(y, s)
        if curvature > 1e-10:
            pairs = self.memory["pairs"] + [(y, s, 1 / curvature)]
            self.memory["pairs"] = pairs[-self.history_size :]
            self.memory["scale"] = curvature / dot(y, y)

    def direction(self, g):
        """-H*g, by the two loops over the history."""
        pairs = self.memory["pairs"]
        d = -g
        shares = []
        for y, s, weight in reversed(pairs):
            shares.append(weight * dot(s, d))
            d = d - shares[-1] * y
        d = self.memory["scale"] * d
        for (y, s, weight), share in zip(pairs, reversed(shares)):
            d = d + (share - weight * dot(y, d)) * s
        return d

    def search(self, closure, d, start, t, most):
        """A point along d that satisfies the strong Wolfe conditions, and the evaluations."""
        values = [p.copy() for p in self.parameters]
        calls = 0

        def evaluate(t):
            nonlocal calls
            calls += 1
            self.move(t, d)
            loss, g = self.evaluate(closure)
            for p, value in zip(self.parameters, values):
                ops.assign(p, value)
            return Point(t, loss, g, dot(g, d))

        return bracket(evaluate, start, t, largest(d), most), calls


class Point(NamedTuple):
    """A point along a direction: how far, the loss, the gradient, the loss's slope."""

    t: float
    loss: float
    g: mindspore.Tensor
    slope: float

    def is_high(self, start):
        return self.loss > start.loss + 1e-4 * self.t * start.slope

    def is_flat(self, start):
        return abs(self.slope) <= -0.9 * start.slope


def bracket(evaluate, start, t, size, most):
    """Goes on until a good point lies behind, then narrows down; size is the direction's largest."""
    last, point, tries = start, evaluate(t), 0
    while tries < most:
        if point.is_high(start) or (tries > 1 and point.loss >= last.loss):
            return narrow(evaluate, start, [last, point], size, most - tries)
        if point.is_flat(start):
            return point
        if point.slope >= 0:
            return narrow(evaluate, start, [last, point], size, most - tries)
        t = lowest(last, point, point.t + 0.01 * (point.t - last.t), 10 * point.t)
        last, point, tries = point, evaluate(t), tries + 1
    return start if start.loss <= point.loss else point


def narrow(evaluate, start, ends, size, most):
    """The better end of a bracket, once it is a good point or the bracket is tiny."""
    low = 0 if ends[0].loss <= ends[1].loss else 1
    was_near = False
    for _ in range(most):
        least, greatest = sorted((ends[0].t, ends[1].t))
        if (greatest - least) * size < 1e-9:
            break
        t = lowest(ends[0], ends[1], least, greatest)
        margin = 0.1 * (greatest - least)
        near = min(greatest - t, t - least) < margin
        if near and (was_near or t >= greatest or t <= least):
            t = greatest - margin if abs(t - greatest) < abs(t - least) else least + margin
            near = False
        was_near = near
        point = evaluate(t)
        if point.is_high(start) or point.loss >= ends[low].loss:
            ends[1 - low] = point
            low = 0 if ends[0].loss <= ends[1].loss else 1
            continue
        if point.is_flat(start):
            return point
        if point.slope * (ends[1 - low].t - ends[low].t) >= 0:
            ends[1 - low] = ends[low]
        ends[low] = point
    return ends[low]


def lowest(one, other, least, greatest):
    """Where the cubic through two points with their slopes is lowest, within bounds."""
    near, far = (one, other) if one.t <= other.t else (other, one)
    a = one.slope + other.slope - 3 * (one.loss - other.loss) / (one.t - other.t)
    square = a * a - one.slope * other.slope
    if not square >= 0:
        return (least + greatest) / 2
    b = square**0.5
    t = far.t - (far.t - near.t) * ((far.slope + b - a) / (far.slope - near.slope + 2 * b))
    return min(max(t, least), greatest)


def dot(x, y):
    return float(ops.sum(x * y))


def largest(x):
    return float(ops.abs(x).max())
