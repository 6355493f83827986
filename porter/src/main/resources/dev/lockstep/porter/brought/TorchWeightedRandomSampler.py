class TorchWeightedRandomSampler:
    """Indices drawn by weights, as torch.utils.data.WeightedRandomSampler."""

    def __init__(self, weights, num_samples, replacement=True):
        self.weights = numpy.asarray(weights, numpy.float64)
        self.num_samples = num_samples
        self.replacement = replacement

    def __iter__(self):
        shares = self.weights / self.weights.sum()
        drawn = numpy.random.choice(len(shares), self.num_samples, self.replacement, shares)
        return iter(drawn.tolist())

    def __len__(self):
        return self.num_samples
