def torch_each_group(groups, name, value):
    """Gives every group one value, or each its own of a list."""
    values = value if isinstance(value, (list, tuple)) else [value] * len(groups)
    if len(values) != len(groups):
        raise ValueError("{} has {} values for {} groups".format(name, len(values), len(groups)))
    for group, own in zip(groups, values):
        group[name] = own
