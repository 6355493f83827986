class TorchDataLoader:
    """Batches of a dataset as torch.utils.data.DataLoader gives them, made in this process."""

    def __init__(
        self, dataset, batch_size=1, shuffle=False, sampler=None, batch_sampler=None, collate_fn=None, drop_last=False
    ):
        self.dataset = dataset
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.by_index = hasattr(dataset, "__getitem__")
        if sampler is None and self.by_index:
            sampler = TorchRandomSampler(dataset) if shuffle else TorchSequentialSampler(dataset)
        self.sampler = sampler
        if batch_sampler is None and self.by_index and batch_size is not None:
            batch_sampler = TorchBatchSampler(sampler, batch_size, drop_last)
        self.batch_sampler = batch_sampler
        default = torch_default_convert if batch_size is None and batch_sampler is None else torch_default_collate
        self.collate_fn = collate_fn if collate_fn is not None else default

    def __iter__(self):
        if not self.by_index and self.batch_size is None:
            return (self.collate_fn(sample) for sample in self.dataset)
        if not self.by_index:
            batches = TorchBatchSampler(self.dataset, self.batch_size, self.drop_last)
            return (self.collate_fn(batch) for batch in batches)
        if self.batch_sampler is None:
            return (self.collate_fn(self.dataset[index]) for index in self.sampler)
        return (self.collate_fn([self.dataset[index] for index in batch]) for batch in self.batch_sampler)

    def __len__(self):
        if self.batch_sampler is not None:
            return len(self.batch_sampler)
        if self.by_index:
            return len(self.sampler)
        size = self.batch_size or 1
        return len(self.dataset) // size if self.drop_last else -(-len(self.dataset) // size)
