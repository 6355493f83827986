class MindSporeSequentialCell(torch.nn.Sequential):
    """Layers one after the other, given one by one or in a list."""

    def __init__(self, *layers):
        listed = len(layers) == 1 and isinstance(layers[0], (list, tuple))
        super().__init__(*(layers[0] if listed else layers))
