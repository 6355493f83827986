class TorchTensorDataset:
    """Rows of tensors of equal length, as torch.utils.data.TensorDataset."""

    def __init__(self, *tensors):
        if any(tensor.shape[0] != tensors[0].shape[0] for tensor in tensors):
            raise ValueError("the tensors have different lengths")
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].shape[0]

    def __add__(self, other):
        return TorchConcatDataset([self, other])
