def torch_set_momentum(group, momentum):
    """Sets the momentum of a group, or its first beta; the optimizer reads it in its next step."""
    if "betas" in group:
        group["betas"] = (momentum, *group["betas"][1:])
    elif "momentum" in group:
        group["momentum"] = momentum
    else:
        raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
