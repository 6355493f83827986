def torch_default_collate(batch):
    """A batch of samples, put together as torch.utils.data.default_collate does."""
    first = batch[0]
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, dict):
        return {key: torch_default_collate([sample[key] for sample in batch]) for key in first}
    if isinstance(first, (tuple, list)):
        if any(len(sample) != len(first) for sample in batch):
            raise RuntimeError("the samples of a batch have different lengths")
        columns = [torch_default_collate(column) for column in zip(*batch)]
        return type(first)(*columns) if hasattr(first, "_fields") else columns
    if isinstance(first, (bool, int, float)) or hasattr(first, "__array__"):
        return mindspore.Tensor(numpy.stack([numpy.asarray(sample) for sample in batch]))
    raise TypeError(f"a batch cannot be made of {type(first)}")
