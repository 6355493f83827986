def torch_clip_grads_of(some, parameters, grads, clip):
    """The gradients, with those of some of the parameters clipped; one that stands there twice counts once."""
    own = {id(p) for p in some}
    part = {id(p): grad for p, grad in zip(parameters, grads) if id(p) in own}
    clipped = dict(zip(part, clip(tuple(part.values())) if part else ()))
    return tuple(clipped.get(id(p), grad) for p, grad in zip(parameters, grads))
