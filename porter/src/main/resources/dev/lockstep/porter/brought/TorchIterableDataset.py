class TorchIterableDataset:
    """Samples one after the other, as torch.utils.data.IterableDataset."""

    def __iter__(self):
        raise NotImplementedError
