class TorchDataset:
    """Samples by index, as torch.utils.data.Dataset."""

    def __getitem__(self, index):
        raise NotImplementedError

    def __add__(self, other):
        return TorchConcatDataset([self, other])
