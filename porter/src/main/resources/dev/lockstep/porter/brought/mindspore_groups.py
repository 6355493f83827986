def mindspore_groups(params):
    """Groups of parameters; a bare list is refused: MindSpore spares its beta and gamma from decay, and torch knows no names."""
    groups = list(params)
    if not all(isinstance(group, dict) for group in groups):
        raise TypeError("give the parameters in groups, those of norm layers in one with weight_decay 0")
    return groups
