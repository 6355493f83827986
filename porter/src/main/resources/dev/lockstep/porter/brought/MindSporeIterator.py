class MindSporeIterator:
    """The rows of a pipeline; each loop over it starts an epoch."""

    def __init__(self, start, shown):
        self._start = start
        self._shown = shown
        self._rows = None

    def __iter__(self):
        self._rows = self._start()
        return self

    def __next__(self):
        self._rows = self._rows or self._start()
        return self._shown(next(self._rows))
