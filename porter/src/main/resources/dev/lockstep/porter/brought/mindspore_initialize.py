def mindspore_initialize(layer, weight_init=None, bias_init=None):
    """Gives the weight and the bias of a layer other initial values."""
    for parameter, init in ((layer.weight, weight_init), (getattr(layer, "bias", None), bias_init)):
        if parameter is not None and init is not None:
            mindspore_assign(parameter, mindspore_initializer(init, parameter.shape))
