class MindSporeCifar10Dataset(MindSporeCifarDataset):
    """The images and labels that the binary files of CIFAR-10 hold."""
