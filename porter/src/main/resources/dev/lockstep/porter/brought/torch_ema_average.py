def torch_ema_average(decay=0.999):
    """The exponential moving average, for TorchAveragedModel."""
    if not 0.0 <= decay <= 1.0:
        raise ValueError(f"decay is {decay}; it must lie between 0 and 1")
    return lambda mean, param, count: mean + (1 - decay) * (param - mean)
