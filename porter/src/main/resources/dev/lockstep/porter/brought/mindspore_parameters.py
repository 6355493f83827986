def mindspore_parameters(optimizer):
    """The parameters of an optimizer in the order in which MindSpore's has them, whatever their groups."""
    own = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    return sorted(own, key=lambda parameter: getattr(parameter, "given_order", 0))
