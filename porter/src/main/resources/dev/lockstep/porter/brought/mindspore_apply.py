def mindspore_apply(optimizer, gradients, weights=None):
    """A step of an optimizer with gradients that are given as values: those of the weights, or of its parameters."""
    own = mindspore_parameters(optimizer)
    if weights is None:
        trained = [parameter for parameter in own if parameter.requires_grad]
        weights = own if len(own) == len(gradients) else trained
    for parameter, gradient in zip(weights, gradients, strict=True):
        parameter.grad = gradient.detach() if parameter.requires_grad else None
    optimizer.step()
    return True
