class MindSporeInternalCallbackParam(dict):
    """What callbacks are told of a training, as entries and as attributes."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
