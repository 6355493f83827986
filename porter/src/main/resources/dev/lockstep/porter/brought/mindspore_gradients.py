def mindspore_gradients(output, weights, sens=None, create_graph=False):
    """The gradients of an output by weights, 0 where it does not depend on one; sens is that of the output itself."""
    if sens is not None:
        sens = torch.as_tensor(sens, dtype=output.dtype, device=output.device)
        sens = sens.reshape(output.shape) if sens.numel() == output.numel() else sens.expand(output.shape)
    elif output.dim():
        sens = torch.ones_like(output)
    trained = [weight for weight in weights if weight.requires_grad]
    found = torch.autograd.grad(output, trained, sens, create_graph=create_graph, materialize_grads=True)
    gradients = iter(found)
    return tuple(next(gradients) if weight.requires_grad else torch.zeros_like(weight) for weight in weights)
