class MindSporeCifarDataset(MindSporeGeneratorDataset):
    """The images and labels that binary files hold: for each image its labels, then its planes of 32 by 32 pixels."""

    columns = ["image", "label"]
    train = [f"data_batch_{number}.bin" for number in range(1, 6)]
    test = ["test_batch.bin"]

    def __init__(self, dataset_dir, usage=None, **settings):
        names = {"train": self.train, "test": self.test}.get(usage, self.train + self.test)
        rows = [row for name in names for row in self._read(os.path.join(dataset_dir, name))]
        super().__init__(rows, self.columns, **settings)

    def _read(self, path):
        labels = len(self.columns) - 1
        data = numpy.fromfile(path, numpy.uint8).reshape(-1, labels + 3 * 32 * 32)
        images = data[:, labels:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return list(zip(images, *data[:, :labels].T.astype(numpy.uint32)))
