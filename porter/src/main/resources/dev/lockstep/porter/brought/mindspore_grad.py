def mindspore_grad(fn, grad_position=0, weights=None, has_aux=False):
    """A function that gives the gradients of what fn gives by an input, by several, by weights, or by both."""
    value_and_grad = mindspore_value_and_grad(fn, grad_position, weights, has_aux)

    def grad(*inputs):
        value, gradients = value_and_grad(*inputs)
        return (gradients, value[1:]) if has_aux else gradients

    return grad
