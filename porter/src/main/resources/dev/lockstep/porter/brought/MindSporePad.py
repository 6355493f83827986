class MindSporePad(torch.nn.Module):
    """A tensor with a border: for each axis how much before and behind it."""

    def __init__(self, paddings, mode="CONSTANT"):
        super().__init__()
        self.paddings = [list(pair) for pair in paddings]
        self.mode = mode.lower()

    def forward(self, x):
        pads = [extent for pair in reversed(self.paddings) for extent in pair]
        while self.mode != "constant" and pads[-2:] == [0, 0]:
            pads = pads[:-2]
        return torch.nn.functional.pad(x, pads, self.mode)
