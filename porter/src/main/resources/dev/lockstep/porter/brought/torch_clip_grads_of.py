def torch_clip_grads_of(some, parameters, grads, clip):
    """The gradients, with those of some of the parameters clipped."""
    own = {id(p) for p in some}
    part = tuple(grad for p, grad in zip(parameters, grads) if id(p) in own)
    clipped = iter(clip(part) if part else ())
    return tuple(next(clipped) if id(p) in own else grad for p, grad in zip(parameters, grads))
