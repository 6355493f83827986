def mindspore_real_div(x, y):
    """The quotient; of whole numbers a whole one, towards 0."""
    whole = not any(torch.is_floating_point(torch.as_tensor(each)) for each in (x, y))
    return torch.div(x, y, rounding_mode="trunc" if whole else None)
