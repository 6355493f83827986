def torch_named_parameters(model):
    """The names and parameters of a model as torch gives them: weight and bias everywhere, no running statistics."""
    names = {"gamma": "weight", "beta": "bias", "embedding_table": "weight", "w": "weight"}
    layers = tuple(f"mindspore.nn.layer.{kind}" for kind in ("normalization", "embedding", "activation"))
    seen = set()
    for path, cell in model.cells_and_names():
        renamed = any(base.__module__ in layers for base in type(cell).__mro__)
        for name, param in cell.parameters_and_names(expand=False):
            own = name.rpartition(".")[2]
            if id(param) in seen or (renamed and own.startswith("moving_")):
                continue
            seen.add(id(param))
            own = names.get(own, own) if renamed else own
            yield f"{path}.{own}" if path else own, param
