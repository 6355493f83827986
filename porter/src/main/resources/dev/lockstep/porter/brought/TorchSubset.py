class TorchSubset:
    """Samples of a dataset at given indices, as torch.utils.data.Subset."""

    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index):
        return self.dataset[self.indices[index]]

    def __len__(self):
        return len(self.indices)

    def __add__(self, other):
        return TorchConcatDataset([self, other])
