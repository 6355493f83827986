def divide_gradients(loss_scale):
    """A hook for before each step: it divides the gradients by the loss scale, as an optimizer of MindSpore does."""

    def before_step(optimizer, args, kwargs):
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.grad.div_(loss_scale)

    return before_step
