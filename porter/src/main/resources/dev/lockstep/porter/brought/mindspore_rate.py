def mindspore_rate(learning_rate):
    """The rate as a function of the step: MindSpore takes a number, the rates of all steps, or a schedule."""
    if callable(learning_rate):
        return lambda step: float(learning_rate(step))
    rates = torch.as_tensor(learning_rate, dtype=torch.float32).flatten().tolist()
    return lambda step: rates[min(step, len(rates) - 1)]
