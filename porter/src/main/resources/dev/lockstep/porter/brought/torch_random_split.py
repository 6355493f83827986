def torch_random_split(dataset, lengths):
    """Parts of a dataset of those lengths or shares, as torch.utils.data.random_split."""
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        shares, lengths = lengths, [math.floor(len(dataset) * share) for share in lengths]
        for i in range(len(dataset) - sum(lengths)):
            lengths[i % len(shares)] += 1
    if sum(lengths) != len(dataset):
        raise ValueError("the lengths are not those of parts of the dataset")
    order = numpy.random.permutation(len(dataset)).tolist()
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    return [TorchSubset(dataset, order[end - length : end]) for end, length in zip(ends, lengths)]
