def mindspore_names(model):
    """What MindSpore calls each parameter of a model: gamma and beta in norm layers, embedding_table in embeddings."""
    norms = (torch.nn.modules.batchnorm._NormBase, torch.nn.GroupNorm, torch.nn.LayerNorm)
    names = {}
    for path, module in model.named_modules():
        for name, parameter in module.named_parameters(recurse=False):
            if isinstance(module, norms):
                name = "gamma" if name == "weight" else "beta"
            elif isinstance(module, torch.nn.Embedding):
                name = "embedding_table"
            elif isinstance(module, torch.nn.PReLU):
                name = "w"
            given = getattr(parameter, "given_name", None)
            names[parameter] = f"{path}.{name}" if path else given or name
    return names
