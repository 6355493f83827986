class MindSporeImageFolderDataset(MindSporeGeneratorDataset):
    """The images of folders, each with the number of its folder: in the folders' order, or as class_indexing says."""

    def __init__(self, dataset_dir, extensions=None, class_indexing=None, decode=False, **settings):
        ends = tuple(extensions or (".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG"))
        names = sorted(entry.name for entry in os.scandir(dataset_dir) if entry.is_dir())
        numbers = class_indexing or {name: number for number, name in enumerate(names)}
        files = [
            (os.path.join(where, file), number)
            for name, number in numbers.items()
            for where, _, found in sorted(os.walk(os.path.join(dataset_dir, name)))
            for file in sorted(found)
            if file.endswith(ends)
        ]
        super().__init__(MindSporeImageFiles(files, decode), ["image", "label"], **settings)
