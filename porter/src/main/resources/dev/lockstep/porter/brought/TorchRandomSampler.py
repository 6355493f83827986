class TorchRandomSampler:
    """All indices in a random order, or so many drawn at random, as torch.utils.data.RandomSampler."""

    def __init__(self, data_source, replacement=False, num_samples=None):
        self.data_source = data_source
        self.replacement = replacement
        self.count = num_samples

    def __iter__(self):
        size, left = len(self.data_source), len(self)
        if self.replacement:
            yield from numpy.random.randint(0, size, left).tolist()
            return
        while left > 0:
            yield from numpy.random.permutation(size).tolist()[:left]
            left -= size

    def __len__(self):
        return len(self.data_source) if self.count is None else self.count
