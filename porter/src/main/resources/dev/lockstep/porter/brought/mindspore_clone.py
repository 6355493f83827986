def mindspore_clone(parameters, prefix, init="same"):
    """Parameters of the same shapes: with the same values, or with those that init makes."""
    clones = []
    for parameter in parameters:
        value = parameter if init == "same" else mindspore_initializer(init, parameter.shape, parameter.dtype)
        clones.append(torch.nn.Parameter(value.detach().clone(), requires_grad=parameter.requires_grad))
    return tuple(clones)
