def mindspore_value_and_grad(fn, grad_position=0, weights=None, has_aux=False):
    """A function that gives what fn gives, and the gradients of its (first) result by inputs, by weights, or by both."""

    def value_and_grad(*inputs):
        if grad_position is None:
            value = fn(*inputs)
            return value, mindspore_gradients(value[0] if has_aux else value, weights)
        positions = grad_position if isinstance(grad_position, tuple) else (grad_position,)
        value, by_input, by_weight = mindspore_derived(fn, inputs, positions, weights or (), has_aux=has_aux)
        by_input = by_input if isinstance(grad_position, tuple) else by_input[0]
        return value, by_input if weights is None else (by_input, by_weight)

    return value_and_grad
