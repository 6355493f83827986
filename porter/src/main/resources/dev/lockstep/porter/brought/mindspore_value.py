def mindspore_value(holder):
    """A copy of what a parameter holds, as MindSpore gives it; of what is no tensor its own value()."""
    return holder.clone() if isinstance(holder, torch.Tensor) else holder.value()
