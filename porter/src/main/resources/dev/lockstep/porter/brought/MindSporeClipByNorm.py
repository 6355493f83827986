class MindSporeClipByNorm:
    """A tensor, divided by how often its norm is larger than clip_norm."""

    def __init__(self, axis=None):
        self.axis = axis

    def __call__(self, x, clip_norm):
        squares = torch.sum(x * x) if self.axis is None else torch.sum(x * x, dim=self.axis, keepdim=True)
        bound = torch.as_tensor(clip_norm, dtype=x.dtype)
        return x * bound / torch.maximum(torch.sqrt(squares), bound)
