class MindSporeGeneratorDataset(MindSporeDataset):
    """The rows of a source with numbers, of a function that gives an iterator, or of anything that can be iterated."""

    def __init__(
        self, source, column_names=None, column_types=None, schema=None, num_samples=None, num_parallel_workers=1,
        shuffle=None, sampler=None, num_shards=None, shard_id=None, **speed,
    ):
        numbered = hasattr(source, "__getitem__")
        columns = self._names(column_names)
        types = column_types or [None] * len(columns)
        epochs = []

        def numbers():
            count = len(source)
            if sampler is not None:
                return list(sampler)
            order = list(range(count))
            if shuffle or shuffle is None:
                epochs.append(None)
                same = torch.Generator().manual_seed(len(epochs))
                order = torch.randperm(count, generator=same if num_shards else None).tolist()
            if num_shards:
                order = [order[number % count] for number in range(shard_id, count + shard_id, num_shards)]
            return order

        def rows():
            given = source() if callable(source) else source
            for row in (given[number] for number in numbers()[:num_samples]) if numbered else given:
                values = row if isinstance(row, tuple) else (row,)
                yield {name: numpy.asarray(value, mindspore_array_type(kind)) for name, value, kind in zip(columns, values, types)}

        super().__init__(columns, rows)
        if numbered:
            count = len(source) if sampler is None else len(list(sampler))
            count = math.ceil(count / num_shards) if num_shards else count
            self._size = count if num_samples is None else min(count, num_samples)
