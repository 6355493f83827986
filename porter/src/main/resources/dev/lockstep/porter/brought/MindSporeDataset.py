class MindSporeDataset:
    """Rows of named columns, as arrays; each operation gives the pipeline behind it."""

    def __init__(self, columns, rows, size=None, batch_size=1):
        self._columns = columns
        self._rows = rows
        self._size = size
        self._batch_size = batch_size

    def __len__(self):
        if self._size is None:
            self._size = sum(1 for _ in self._rows())
        return self._size

    def __iter__(self):
        return iter(self.create_tuple_iterator())

    def create_tuple_iterator(self, columns=None, num_epochs=-1, output_numpy=False, do_copy=True):
        names = columns or self._columns
        return MindSporeIterator(self._rows, lambda row: [self._value(row[name], output_numpy) for name in names])

    def create_dict_iterator(self, num_epochs=-1, output_numpy=False, do_copy=True):
        return MindSporeIterator(
            self._rows, lambda row: {name: self._value(value, output_numpy) for name, value in row.items()}
        )

    @staticmethod
    def _value(array, output_numpy):
        return array if output_numpy or array.dtype.kind not in "biufc" else torch.from_numpy(array.copy())

    def get_col_names(self):
        return list(self._columns)

    def get_batch_size(self):
        return self._batch_size

    def reset(self):
        """A loop over it starts anew by itself."""

    def map(self, operations, input_columns=None, output_columns=None, num_parallel_workers=None, **speed):
        functions = operations if isinstance(operations, (list, tuple)) else [operations]
        taken = self._names(input_columns or self._columns[:1])
        given = self._names(output_columns or taken)
        same = len(taken) == len(given)
        renamed = dict(zip(taken, given)) if same else {}
        rest = [name for name in self._columns if name not in taken]
        columns = [renamed.get(name, name) for name in self._columns] if same else given + rest

        def rows():
            for row in self._rows():
                values = tuple(row[name] for name in taken)
                for function in functions:
                    result = function(*values)
                    values = result if isinstance(result, tuple) else (result,)
                made = dict(zip(given, map(numpy.asarray, values)))
                yield {name: made[name] if name in made else row[name] for name in columns}

        return MindSporeDataset(columns, rows, self._size, self._batch_size)

    @staticmethod
    def _names(columns):
        return [columns] if isinstance(columns, str) else list(columns)

    def batch(self, batch_size, drop_remainder=False, num_parallel_workers=None, python_multiprocessing=False):
        def rows():
            kept = []
            for row in self._rows():
                kept.append(row)
                if len(kept) == batch_size:
                    yield {name: numpy.stack([each[name] for each in kept]) for name in self._columns}
                    kept = []
            if kept and not drop_remainder:
                yield {name: numpy.stack([each[name] for each in kept]) for name in self._columns}

        size = None
        if self._size is not None:
            size = self._size // batch_size if drop_remainder else math.ceil(self._size / batch_size)
        return MindSporeDataset(self._columns, rows, size, batch_size)

    def repeat(self, count=None):
        def rows():
            rounds = 0
            while count is None or count < 0 or rounds < count:
                yield from self._rows()
                rounds += 1

        finite = self._size is not None and count is not None and count > 0
        size = self._size * count if finite else self._size
        return MindSporeDataset(self._columns, rows, size, self._batch_size)

    def shuffle(self, buffer_size):
        def rows():
            kept = []
            for row in self._rows():
                kept.append(row)
                if len(kept) > buffer_size:
                    yield kept.pop(int(torch.randint(len(kept), ())))
            yield from (kept[i] for i in torch.randperm(len(kept)).tolist())

        return MindSporeDataset(self._columns, rows, self._size, self._batch_size)

    def take(self, count=-1):
        def rows():
            for number, row in enumerate(self._rows()):
                if number == count:
                    return
                yield row

        return MindSporeDataset(self._columns, rows, None, self._batch_size)

    def skip(self, count):
        def rows():
            yield from (row for number, row in enumerate(self._rows()) if number >= count)

        return MindSporeDataset(self._columns, rows, None, self._batch_size)

    def project(self, columns):
        names = self._names(columns)

        def rows():
            yield from ({name: row[name] for name in names} for row in self._rows())

        return MindSporeDataset(names, rows, self._size, self._batch_size)

    def rename(self, input_columns, output_columns):
        given = dict(zip(self._names(input_columns), self._names(output_columns)))

        def rows():
            yield from ({given.get(name, name): value for name, value in row.items()} for row in self._rows())

        columns = [given.get(name, name) for name in self._columns]
        return MindSporeDataset(columns, rows, self._size, self._batch_size)
