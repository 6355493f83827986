def torch_update_bn(loader, model):
    """Sets the running statistics of the batch norms to their mean over all batches."""
    norms = [cell for _, cell in model.cells_and_names() if hasattr(cell, "moving_variance")]
    if not norms:
        return
    training = model.training
    model.set_train()
    kept = [[mindspore.ops.zeros_like(x) for x in (cell.moving_mean, cell.moving_variance)] for cell in norms]
    for count, batch in enumerate(loader, 1):
        for cell in norms:
            mindspore.ops.assign(cell.moving_mean, mindspore.ops.zeros_like(cell.moving_mean))
            mindspore.ops.assign(cell.moving_variance, mindspore.ops.zeros_like(cell.moving_variance))
        model(batch[0] if isinstance(batch, (list, tuple)) else batch)
        for index, cell in enumerate(norms):
            new = [x / (1 - cell.momentum) for x in (cell.moving_mean, cell.moving_variance)]
            kept[index] = [old + (x - old) / count for old, x in zip(kept[index], new)]
    for cell, (mean, variance) in zip(norms, kept):
        mindspore.ops.assign(cell.moving_mean, mean)
        mindspore.ops.assign(cell.moving_variance, variance)
    model.set_train(training)
