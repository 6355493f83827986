def mindspore_parameter(default_input, name=None, requires_grad=True, layerwise_parallel=False, parallel_optimizer=True):
    """A parameter with values of its own, and the name that it is given; whole numbers need no gradient."""
    dtype = torch.float32 if isinstance(default_input, float) else None
    value = torch.as_tensor(default_input, dtype=dtype).detach().clone()
    parameter = torch.nn.Parameter(value, requires_grad=requires_grad and value.is_floating_point())
    parameter.given_name = name
    return parameter
