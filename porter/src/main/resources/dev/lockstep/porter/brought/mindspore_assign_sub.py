def mindspore_assign_sub(variable, value):
    """Subtracts from a parameter, in place."""
    with torch.no_grad():
        variable.sub_(torch.as_tensor(value))
    return variable
