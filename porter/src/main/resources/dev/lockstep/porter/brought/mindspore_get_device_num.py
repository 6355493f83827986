def mindspore_get_device_num():
    """A setting of data parallelism."""
    return mindspore_get_auto_parallel_context("device_num")
