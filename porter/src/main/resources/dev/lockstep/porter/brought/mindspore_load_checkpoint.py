def mindspore_load_checkpoint(ckpt_file_name, net=None, strict_load=False, filter_prefix=()):
    """The dictionary that a file holds; loaded into a network, too, if one is given."""
    prefixes = (filter_prefix,) if isinstance(filter_prefix, str) else tuple(filter_prefix or ())
    saved = torch.load(ckpt_file_name)
    kept = {name: value for name, value in saved.items() if not (prefixes and name.startswith(prefixes))}
    if net is not None:
        mindspore_load_param_into_net(net, kept, strict_load)
    return kept
