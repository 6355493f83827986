class MindSporeRandomCrop:
    """A part of an image at a place that is drawn, of the image with a border where one is asked for."""

    def __init__(self, size, padding=None, pad_if_needed=False, fill_value=0, padding_mode="constant"):
        self.size = (size, size) if isinstance(size, int) else tuple(size)
        self.pad_if_needed = pad_if_needed
        self.border = {"fill_value": fill_value, "padding_mode": padding_mode}
        self.pad = None if padding is None else MindSporeImagePad(padding, **self.border)

    def __call__(self, image):
        image = numpy.asarray(image) if self.pad is None else self.pad(image)
        if self.pad_if_needed:
            down, across = (max(wanted - given, 0) for wanted, given in zip(self.size, image.shape))
            image = MindSporeImagePad((across, down, across, down), **self.border)(image)
        if image.shape[0] < self.size[0] or image.shape[1] < self.size[1]:
            raise ValueError(f"an image of {image.shape[:2]} is smaller than the part of {self.size} to be cut out")
        top, left = (int(torch.randint(given - wanted + 1, ())) for wanted, given in zip(self.size, image.shape))
        return image[top : top + self.size[0], left : left + self.size[1]]
