def mindspore_assign(variable, value):
    """Gives a parameter another value, in place."""
    with torch.no_grad():
        variable.copy_(torch.as_tensor(value))
    return variable
