def torch_grads_of(some, parameters, grads):
    """The gradients of some of the parameters; one that stands there twice counts once."""
    own = {id(p) for p in some}
    return tuple({id(p): grad for p, grad in zip(parameters, grads) if id(p) in own}.values())
