def mindspore_unique(x, return_inverse=True):
    """The values of a tensor in the order in which they first come, and where each element finds its own among them."""
    values, inverse = torch.unique(x.flatten(), return_inverse=True)
    places = torch.arange(len(inverse), device=x.device)
    first = torch.full_like(inverse[: len(values)], len(inverse)).scatter_reduce(0, inverse, places, "amin")
    order = torch.argsort(first)
    return (values[order], torch.argsort(order)[inverse]) if return_inverse else values[order]
