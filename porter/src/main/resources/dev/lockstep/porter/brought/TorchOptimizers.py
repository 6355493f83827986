class TorchOptimizers:
    """Classes by the names of torch's optimizers: they take the same arguments and step alike."""

    ASGD = mindspore.experimental.optim.ASGD
    Adadelta = mindspore.experimental.optim.Adadelta
    Adagrad = mindspore.experimental.optim.Adagrad
    Adam = TorchGroupAdam
    AdamW = mindspore.experimental.optim.AdamW
    Adamax = mindspore.experimental.optim.Adamax
    NAdam = mindspore.experimental.optim.NAdam
    RMSprop = mindspore.experimental.optim.RMSprop
    Rprop = mindspore.experimental.optim.Rprop
    SGD = mindspore.experimental.optim.SGD
