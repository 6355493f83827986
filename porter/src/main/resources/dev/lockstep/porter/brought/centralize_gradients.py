def centralize_gradients(optimizer, args, kwargs):
    """A hook for before each step: groups with grad_centralization lose the mean of their decayed gradients.

    As in MindSpore that is the mean of each row, of gradients whose second extent is a multiple of 16.
    """
    for group in optimizer.param_groups:
        for parameter in group["params"] if group.get("grad_centralization") else ():
            gradient = parameter.grad
            if gradient is not None and gradient.dim() > 1 and gradient.shape[1] % 16 == 0:
                decayed = gradient + group.get("weight_decay", 0.0) * parameter.detach()
                gradient.sub_(decayed.mean(tuple(range(1, gradient.dim())), keepdim=True))
