def torch_unique_names(params):
    """What an optimizer is given; parameters of several models that are called alike get their numbers."""
    params = list(params)
    groups = [part for part in params if isinstance(part, dict)]
    for group in groups:
        one = isinstance(group["params"], mindspore.Parameter)
        group["params"] = [group["params"]] if one else list(group["params"])
    flat = [param for group in groups for param in group["params"]] if groups else params
    own = {id(param): param for param in flat}
    if len({param.name for param in own.values()}) < len(own):
        for index, param in enumerate(own.values()):
            param.name = "{}.{}".format(index, param.name)
    return params
