def mindspore_derived(fn, inputs, positions, weights=(), sens=None, has_aux=False):
    """What a function gives, and the gradients of its (first) result by inputs and weights; they can be derived again."""
    leaves = list(inputs)
    for position in positions:
        if leaves[position].is_floating_point() and not leaves[position].requires_grad:
            leaves[position] = leaves[position].detach().requires_grad_()
    with torch.enable_grad():
        value = fn(*leaves)
    by = [leaves[position] for position in positions]
    found = mindspore_gradients(value[0] if has_aux else value, [*by, *weights], sens, create_graph=True)
    return value, found[: len(by)], found[len(by) :]
