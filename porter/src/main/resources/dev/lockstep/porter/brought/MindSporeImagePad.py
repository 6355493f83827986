class MindSporeImagePad:
    """An image with a border of one number, or of left and right and of top and bottom, or of left, top, right, bottom."""

    def __init__(self, padding, fill_value=0, padding_mode="constant"):
        each = [padding] * 4 if isinstance(padding, int) else list(padding) * (4 // len(padding))
        self.left, self.top, self.right, self.bottom = each
        self.fill_value = fill_value
        self.padding_mode = padding_mode

    def __call__(self, image):
        image = numpy.asarray(image)
        around = [(self.top, self.bottom), (self.left, self.right)] + [(0, 0)] * (image.ndim - 2)
        if self.padding_mode != "constant" or isinstance(self.fill_value, int):
            value = {"constant_values": self.fill_value} if self.padding_mode == "constant" else {}
            return numpy.pad(image, around, self.padding_mode, **value)
        colours = zip(numpy.moveaxis(image, 2, 0), self.fill_value)
        return numpy.stack([numpy.pad(plane, around[:2], constant_values=value) for plane, value in colours], axis=2)
