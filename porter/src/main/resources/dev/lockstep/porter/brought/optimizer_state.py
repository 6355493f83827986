def optimizer_state(optimizer):
    """What an optimizer keeps beside the parameters that it updates, and the options of its groups."""
    updated = {param.name for param in optimizer.parameters}
    listed = (param for value in vars(optimizer).values() if isinstance(value, list) for param in value)
    slots = (param for param in (*optimizer.get_parameters(), *listed) if isinstance(param, mindspore.Parameter))
    kept = {param.name: param for param in slots if param.name not in updated}
    plain = lambda value: value.tolist() if isinstance(value, mindspore.Tensor) else value
    groups = [
        {key: plain(value) for key, value in group.items() if key != "params"}
        for group in getattr(optimizer, "param_groups", [])
    ]
    return {"state": kept, "param_groups": groups}
