class MindSporeAutoParallelContext:
    """What is asked of the settings of data parallelism."""

    def get_device_num_is_set(self):
        return "device_num" in vars(torch.distributed).get("data_parallel_settings", {})
