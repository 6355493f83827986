class MindSporeToTensor:
    """An image as an array with its channels first, divided by 255."""

    def __init__(self, output_type=None):
        self.output_type = output_type

    def __call__(self, image):
        image = numpy.asarray(image)
        planes = image[None] if image.ndim == 2 else image.transpose(2, 0, 1)
        return (planes / numpy.float32(255)).astype(mindspore_array_type(self.output_type) or numpy.float32)
