def mindspore_gather(input_params, input_indices, axis=0):
    """The slices of an axis that are named, in the shape of their numbers."""
    indices = torch.as_tensor(input_indices)
    shape = input_params.shape[:axis] + indices.shape + input_params.shape[axis:][1:]
    return torch.index_select(input_params, axis, indices.flatten().long()).reshape(shape)
