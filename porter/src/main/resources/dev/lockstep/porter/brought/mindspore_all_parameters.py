def mindspore_all_parameters(model):
    """What MindSpore lists as parameters of a model: the running statistics of norm layers, too."""
    listed = {}
    for module in model.modules():
        norm = isinstance(module, torch.nn.modules.batchnorm._NormBase)
        statistics = (module.running_mean, module.running_var) if norm else ()
        for parameter in (*statistics, *module.parameters(recurse=False)):
            if parameter is not None:
                listed[parameter] = None
    return list(listed)
