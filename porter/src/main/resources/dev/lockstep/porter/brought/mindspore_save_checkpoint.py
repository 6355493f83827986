def mindspore_save_checkpoint(save_obj, ckpt_file_name, append_dict=None):
    """Saves a network, without the names of training cells around it, and the optimizer of such a cell; or an optimizer."""
    saved = {}
    if isinstance(save_obj, torch.optim.Optimizer):
        saved["optimizer"] = save_obj.state_dict()
    elif isinstance(save_obj, torch.nn.Module):
        network = save_obj
        while isinstance(getattr(network, "optimizer", None), torch.optim.Optimizer) and hasattr(network, "network"):
            saved["optimizer"] = network.optimizer.state_dict()
            network = network.network
        saved.update(getattr(network, "_backbone", network).state_dict())
    else:
        saved.update((entry["name"], entry["data"]) for entry in save_obj)
    saved.update(append_dict or {})
    name = str(ckpt_file_name)
    torch.save(saved, name if name.endswith(".ckpt") else name + ".ckpt")
