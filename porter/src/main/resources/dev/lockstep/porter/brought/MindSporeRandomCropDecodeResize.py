class MindSporeRandomCropDecodeResize(MindSporeRandomResizedCrop):
    """A part of the image in a file's bytes, at a place, of an area and of a shape that are drawn, resized."""

    def __call__(self, data):
        return super().__call__(mindspore_decode(data))
