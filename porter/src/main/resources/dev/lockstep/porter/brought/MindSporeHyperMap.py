class MindSporeHyperMap:
    """Calls a function with the elements of lists, one after the other; lists in lists, too."""

    def __init__(self, ops=None, reverse=False):
        self._ops = ops

    def __call__(self, *arguments):
        function, *lists = arguments if self._ops is None else (self._ops, *arguments)
        if isinstance(lists[0], (list, tuple)):
            call = MindSporeHyperMap(function)
            return tuple(call(*items) for items in zip(*lists))
        return function(*lists)
