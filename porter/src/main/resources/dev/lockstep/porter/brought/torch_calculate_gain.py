def torch_calculate_gain(nonlinearity, param=None):
    """The gain of an activation, as torch.nn.init.calculate_gain."""
    if nonlinearity == "leaky_relu":
        return math.sqrt(2 / (1 + (0.01 if param is None else param) ** 2))
    gains = {"tanh": 5 / 3, "relu": math.sqrt(2), "selu": 3 / 4, "sigmoid": 1}
    if nonlinearity in gains:
        return gains[nonlinearity]
    if nonlinearity == "linear" or nonlinearity.startswith("conv"):
        return 1
    raise ValueError(f"no gain of {nonlinearity} is known")
