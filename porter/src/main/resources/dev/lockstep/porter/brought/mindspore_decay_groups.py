def mindspore_decay_groups(model):
    """The parameters of a model in two groups: those with beta or gamma in their names are spared from weight decay.

    MindSpore takes their gradients in the order of the model, which each parameter keeps for that.
    """
    others, spared = [], []
    for order, (parameter, name) in enumerate(mindspore_names(model).items()):
        parameter.given_order = order
        (spared if "beta" in name or "gamma" in name else others).append(parameter)
    return [{"params": others}, {"params": spared, "weight_decay": 0.0}]
