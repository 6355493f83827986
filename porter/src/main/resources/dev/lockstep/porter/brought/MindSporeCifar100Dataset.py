class MindSporeCifar100Dataset(MindSporeCifarDataset):
    """The images, coarse and fine labels that the binary files of CIFAR-100 hold."""

    columns = ["image", "coarse_label", "fine_label"]
    train = ["train.bin"]
    test = ["test.bin"]
