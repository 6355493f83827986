def mindspore_apply(optimizer, gradients, weights=None):
    """A step of an optimizer with gradients that are given as values: those of the weights, or of its parameters."""
    own = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    for parameter, gradient in zip(own if weights is None else weights, gradients):
        parameter.grad = gradient
    optimizer.step()
    return True
