def load_optimizer_state(optimizer, state):
    """Takes over what optimizer_state gave."""
    updated = {param.name for param in optimizer.parameters}
    listed = (param for value in vars(optimizer).values() if isinstance(value, list) for param in value)
    for param in (*optimizer.get_parameters(), *listed):
        if isinstance(param, mindspore.Parameter) and param.name not in updated:
            mindspore.ops.assign(param, state["state"][param.name])
    for group, options in zip(getattr(optimizer, "param_groups", []), state["param_groups"]):
        for key, value in options.items():
            if isinstance(group.get(key), mindspore.Parameter):
                mindspore.ops.assign(group[key], value)
            elif isinstance(group.get(key), mindspore.Tensor):
                group[key] = mindspore.Tensor(value)
            else:
                group[key] = tuple(value) if isinstance(value, list) else value
