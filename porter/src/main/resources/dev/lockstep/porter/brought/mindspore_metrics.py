def mindspore_metrics(metrics):
    """Metrics by their names: a dictionary stays as it is, names are those of MindSpore."""
    if metrics is None or isinstance(metrics, dict):
        return metrics
    known = {
        "acc": MindSporeAccuracy, "accuracy": MindSporeAccuracy, "loss": MindSporeLoss, "mae": MindSporeMAE,
        "mse": MindSporeMSE, "top_1_accuracy": MindSporeTop1CategoricalAccuracy,
        "top_5_accuracy": MindSporeTop5CategoricalAccuracy,
    }
    return {name: known[name]() for name in metrics}
