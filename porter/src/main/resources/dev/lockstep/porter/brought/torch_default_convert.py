def torch_default_convert(sample):
    """A sample with tensors for arrays, as torch.utils.data.default_convert."""
    if isinstance(sample, dict):
        return {key: torch_default_convert(value) for key, value in sample.items()}
    if isinstance(sample, tuple) and hasattr(sample, "_fields"):
        return type(sample)(*(torch_default_convert(value) for value in sample))
    if isinstance(sample, (tuple, list)):
        return [torch_default_convert(value) for value in sample]
    return mindspore.Tensor(numpy.asarray(sample)) if hasattr(sample, "__array__") else sample
