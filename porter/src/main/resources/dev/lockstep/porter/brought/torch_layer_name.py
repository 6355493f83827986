def torch_layer_name(layer):
    """What torch calls the class of a layer."""
    names = {"Dense": "Linear", "SequentialCell": "Sequential", "CellList": "ModuleList", "CellDict": "ModuleDict"}
    names.update({"Conv{}dTranspose".format(n): "ConvTranspose{}d".format(n) for n in (1, 2, 3)})
    name = type(layer).__name__
    if name.startswith("Torch"):
        return name[len("Torch") :]
    return names.get(name, name) if type(layer).__module__.startswith("mindspore.nn.") else name
