def mindspore_dropout(x, keep_prob=0.5):
    """A tensor some of whose elements are 0, the others greater by as much, and which stayed."""
    mask = torch.empty_like(x).bernoulli_(keep_prob)
    return x * mask / keep_prob, mask
