class MindSporeRunContext:
    """What callbacks are told of a training, as attributes and as entries, and how they end it."""

    class Params(dict):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__

    def __init__(self, **params):
        self._params = self.Params(params)
        self._stop = False

    def original_args(self):
        return self._params

    def request_stop(self):
        self._stop = True

    def get_stop_requested(self):
        return self._stop
