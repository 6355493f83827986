class TorchSchedulers:
    """Classes by the names of torch's schedulers: they take the same arguments and give the same rates."""

    ChainedScheduler = TorchChainedScheduler
    ConstantLR = mindspore.experimental.optim.lr_scheduler.ConstantLR
    CosineAnnealingLR = mindspore.experimental.optim.lr_scheduler.CosineAnnealingLR
    CosineAnnealingWarmRestarts = TorchCosineAnnealingWarmRestarts
    CyclicLR = TorchCyclicLR
    ExponentialLR = mindspore.experimental.optim.lr_scheduler.ExponentialLR
    LambdaLR = TorchLambdaLR
    LinearLR = mindspore.experimental.optim.lr_scheduler.LinearLR
    MultiStepLR = TorchMultiStepLR
    MultiplicativeLR = TorchMultiplicativeLR
    OneCycleLR = TorchOneCycleLR
    PolynomialLR = mindspore.experimental.optim.lr_scheduler.PolynomialLR
    ReduceLROnPlateau = mindspore.experimental.optim.lr_scheduler.ReduceLROnPlateau
    SequentialLR = TorchSequentialLR
    StepLR = mindspore.experimental.optim.lr_scheduler.StepLR
