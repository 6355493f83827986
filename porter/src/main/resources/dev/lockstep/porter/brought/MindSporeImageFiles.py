class MindSporeImageFiles:
    """Images of files and their labels, read when they are asked for: the bytes, or the pixels."""

    def __init__(self, files, decode=False):
        self.files = files
        self.decode = decode

    def __len__(self):
        return len(self.files)

    def __getitem__(self, number):
        path, label = self.files[number]
        data = numpy.fromfile(path, numpy.uint8)
        return mindspore_decode(data) if self.decode else data, numpy.int32(label)
