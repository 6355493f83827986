def mindspore_set_auto_parallel_context(**settings):
    """Says that each process computes on data of its own, and how their gradients are put together.

    The settings stand in torch.distributed, where all files of the script find them.
    """
    kept = {**vars(torch.distributed).get("data_parallel_settings", {}), **settings}
    mode = kept.get("parallel_mode", "stand_alone")
    if mode not in ("stand_alone", "data_parallel", "hybrid_parallel"):
        raise ValueError(f"parallel_mode is {mode}: torch does not split a network by itself; use data_parallel")
    torch.distributed.data_parallel_settings = kept
    mean = kept.get("gradients_mean", kept.get("mirror_mean", False))
    torch.distributed.data_parallel_reducer = None if mode == "stand_alone" else MindSporeDistributedGradReducer(
        None, mean, kept.get("device_num"), broadcast=kept.get("parameter_broadcast", False)
    )
