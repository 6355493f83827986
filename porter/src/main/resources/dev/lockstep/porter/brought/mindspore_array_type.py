def mindspore_array_type(type):
    """The type of arrays that a type of tensors stands for."""
    return torch.empty(0, dtype=type).numpy().dtype if isinstance(type, torch.dtype) else type
