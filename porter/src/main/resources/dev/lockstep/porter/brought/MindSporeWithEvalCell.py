class MindSporeWithEvalCell(torch.nn.Module):
    """What an evaluation needs of a batch: the loss, the output of the network, the label."""

    def __init__(self, network, loss_fn, add_cast_fp32=False):
        super().__init__()
        self._network = network
        self._loss_fn = loss_fn

    def forward(self, data, label):
        outputs = self._network(data)
        return self._loss_fn(outputs, label), outputs, label
