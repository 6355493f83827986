def mindspore_gradients(output, weights, sens=None):
    """The gradients of an output by weights, 0 where it does not depend on one; sens is that of the output itself."""
    if sens is not None:
        sens = torch.as_tensor(sens, dtype=output.dtype, device=output.device)
        sens = sens.reshape(output.shape) if sens.numel() == output.numel() else sens.expand(output.shape)
    elif output.dim():
        sens = torch.ones_like(output)
    return torch.autograd.grad(output, tuple(weights), sens, materialize_grads=True)
