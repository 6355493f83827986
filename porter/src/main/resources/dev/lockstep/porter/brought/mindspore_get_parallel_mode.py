def mindspore_get_parallel_mode():
    """A setting of data parallelism."""
    return mindspore_get_auto_parallel_context("parallel_mode")
