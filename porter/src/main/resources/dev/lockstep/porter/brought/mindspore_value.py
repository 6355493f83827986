def mindspore_value(holder):
    """The tensor that a parameter holds, which is itself; of what is no tensor its own value()."""
    return holder if isinstance(holder, torch.Tensor) else holder.value()
