def mindspore_parameter(default_input, name=None, requires_grad=True, layerwise_parallel=False, parallel_optimizer=True):
    """A parameter; whole numbers need no gradient."""
    value = torch.as_tensor(default_input, dtype=torch.float32 if isinstance(default_input, float) else None)
    return torch.nn.Parameter(value, requires_grad=requires_grad and value.is_floating_point())
