def mindspore_get_gradients_mean():
    """A setting of data parallelism."""
    return mindspore_get_auto_parallel_context("gradients_mean")
