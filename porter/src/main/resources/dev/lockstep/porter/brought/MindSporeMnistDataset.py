class MindSporeMnistDataset(MindSporeGeneratorDataset):
    """The images and labels that the files of MNIST hold."""

    def __init__(self, dataset_dir, usage=None, **settings):
        parts = {"train": ["train"], "test": ["t10k"]}.get(usage, ["train", "t10k"])
        super().__init__([row for part in parts for row in self._read(dataset_dir, part)], ["image", "label"], **settings)

    @staticmethod
    def _read(folder, part):
        labels = numpy.fromfile(os.path.join(folder, part + "-labels-idx1-ubyte"), numpy.uint8)[8:]
        pixels = numpy.fromfile(os.path.join(folder, part + "-images-idx3-ubyte"), numpy.uint8)[16:]
        return list(zip(pixels.reshape(-1, 28, 28, 1), labels.astype(numpy.uint32)))
