class TorchConcatDataset:
    """Datasets one behind the other, as torch.utils.data.ConcatDataset."""

    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __getitem__(self, index):
        index += len(self) if index < 0 else 0
        for dataset in self.datasets:
            if index < len(dataset):
                return dataset[index]
            index -= len(dataset)
        raise IndexError("no such sample")

    def __len__(self):
        return sum(len(dataset) for dataset in self.datasets)

    def __add__(self, other):
        return TorchConcatDataset([self, other])
