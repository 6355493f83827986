def mindspore_reset_auto_parallel_context():
    """Forgets the settings of data parallelism."""
    torch.distributed.data_parallel_settings = {}
    torch.distributed.data_parallel_reducer = None
