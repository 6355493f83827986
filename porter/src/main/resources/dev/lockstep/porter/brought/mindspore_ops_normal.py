def mindspore_ops_normal(shape, mean, stddev, seed=None):
    """Values of a normal distribution; its mean and deviation are broadcast."""
    mean, stddev = torch.as_tensor(mean), torch.as_tensor(stddev)
    return mean + stddev * torch.randn(torch.broadcast_shapes(tuple(shape), mean.shape, stddev.shape))
