class MindSporeDistributedGradReducer(torch.nn.Module):
    """The gradients of all processes, added up, and divided by their number if they are to be a mean."""

    def __init__(self, parameters, mean=False, degree=None, fusion_type=1, group=None, broadcast=False):
        super().__init__()
        self.mean = mean
        self.degree = degree
        self.broadcast = broadcast

    def start(self, weights):
        """Gives all processes the values of the first one, if that is asked for."""
        if self.broadcast and torch.distributed.is_initialized():
            for weight in weights:
                torch.distributed.broadcast(weight.data, 0)

    def forward(self, grads):
        if not torch.distributed.is_initialized():
            return grads
        degree = (self.degree or torch.distributed.get_world_size()) if self.mean else 1
        return tuple(grad if grad is None else self._summed(grad) / degree for grad in grads)

    @staticmethod
    def _summed(grad):
        total = grad.detach().clone()
        torch.distributed.all_reduce(total)
        return total
