def mindspore_initializer(init, shape=None, dtype=None):
    """A tensor of a shape, filled by a function of torch.nn.init, by the name of one, or with a number."""
    named = {
        "zeros": torch.nn.init.zeros_, "zero": torch.nn.init.zeros_,
        "ones": torch.nn.init.ones_, "one": torch.nn.init.ones_,
        "normal": lambda tensor: torch.nn.init.normal_(tensor, std=0.01),
        "uniform": lambda tensor: torch.nn.init.uniform_(tensor, -0.07, 0.07),
        "truncatednormal": mindspore_truncated_normal,
        "xavier_uniform": torch.nn.init.xavier_uniform_, "xavieruniform": torch.nn.init.xavier_uniform_,
        "xavier_normal": torch.nn.init.xavier_normal_, "xaviernormal": torch.nn.init.xavier_normal_,
        "he_uniform": torch.nn.init.kaiming_uniform_, "heuniform": torch.nn.init.kaiming_uniform_,
        "he_normal": torch.nn.init.kaiming_normal_, "henormal": torch.nn.init.kaiming_normal_,
        "orthogonal": torch.nn.init.orthogonal_,
    }
    if isinstance(init, torch.Tensor):
        return init
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    if isinstance(init, (int, float)):
        return torch.full(sizes, init, dtype=dtype or torch.float32)
    fill = named[init.lower()] if isinstance(init, str) else init
    return fill(torch.empty(sizes, dtype=dtype or torch.float32))
