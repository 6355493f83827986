def mindspore_one_hot(indices, depth, on_value=1, off_value=0, axis=-1):
    """For each number a row of depth values: off_value, and on_value at its place."""
    hot = indices.unsqueeze(-1) == torch.arange(depth, device=indices.device)
    return torch.where(hot, torch.as_tensor(on_value), torch.as_tensor(off_value)).movedim(-1, axis)
