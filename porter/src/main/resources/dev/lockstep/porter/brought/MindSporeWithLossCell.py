class MindSporeWithLossCell(torch.nn.Module):
    """The loss of a batch: loss_fn(backbone(data), label)."""

    def __init__(self, backbone, loss_fn):
        super().__init__()
        self._backbone = backbone
        self._loss_fn = loss_fn

    @property
    def backbone_network(self):
        return self._backbone

    def forward(self, data, label):
        return self._loss_fn(self._backbone(data), label)
