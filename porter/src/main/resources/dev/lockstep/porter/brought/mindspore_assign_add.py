def mindspore_assign_add(variable, value):
    """Adds to a parameter, in place."""
    with torch.no_grad():
        variable.add_(torch.as_tensor(value))
    return variable
