def mindspore_get_auto_parallel_context(attr_key):
    """A setting of data parallelism, or what it is when nothing was set."""
    started = torch.distributed.is_initialized()
    normally = {
        "parallel_mode": "stand_alone", "gradients_mean": False, "full_batch": False,
        "device_num": torch.distributed.get_world_size() if started else 1,
        "global_rank": torch.distributed.get_rank() if started else 0,
    }
    return {**normally, **vars(torch.distributed).get("data_parallel_settings", {})}[attr_key]
