def mindspore_load_param_into_net(net, parameter_dict, strict_load=False):
    """Loads a network, or an optimizer, from a saved dictionary; gives the names that were not loaded and not used."""
    if isinstance(net, torch.optim.Optimizer):
        net.load_state_dict(parameter_dict["optimizer"])
        return [], []
    known = net.state_dict()
    found = {name: value for name, value in parameter_dict.items() if name in known}
    net.load_state_dict(found, strict=False)
    return [name for name in known if name not in found], [name for name in parameter_dict if name not in found]
