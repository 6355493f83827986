def mindspore_value_and_grad(fn, grad_position=None, weights=None, has_aux=False):
    """A function that gives what fn gives, and the gradients of its (first) result by the weights."""

    def value_and_grad(*inputs):
        value = fn(*inputs)
        return value, mindspore_gradients(value[0] if has_aux else value, weights)

    return value_and_grad
