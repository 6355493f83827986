def mindspore_layer_name(layer):
    """What MindSpore calls the class of a layer."""
    names = {"Linear": "Dense", "Sequential": "SequentialCell", "ModuleList": "CellList", "ModuleDict": "CellDict"}
    names.update({"ConvTranspose{}d".format(n): "Conv{}dTranspose".format(n) for n in (1, 2, 3)})
    name = type(layer).__name__
    if name.startswith("MindSpore"):
        return name[len("MindSpore") :]
    return names.get(name, name) if type(layer).__module__.startswith("torch.nn.") else name
