def mindspore_decay_groups(model):
    """The parameters of a model in two groups: those with beta or gamma in their names are spared from weight decay."""
    names = mindspore_names(model)
    spared = [parameter for parameter in names if "beta" in names[parameter] or "gamma" in names[parameter]]
    others = [parameter for parameter in names if "beta" not in names[parameter] and "gamma" not in names[parameter]]
    return [{"params": others}, {"params": spared, "weight_decay": 0.0}]
