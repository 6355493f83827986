class TorchSubsetRandomSampler:
    """Given indices in a random order, as torch.utils.data.SubsetRandomSampler."""

    def __init__(self, indices):
        self.indices = indices

    def __iter__(self):
        return (self.indices[i] for i in numpy.random.permutation(len(self.indices)).tolist())

    def __len__(self):
        return len(self.indices)
