class MindSporeCheckpointConfig:
    """How often checkpoints are saved and how many are kept."""

    def __init__(
        self, save_checkpoint_steps=1, save_checkpoint_seconds=0, keep_checkpoint_max=5,
        keep_checkpoint_per_n_minutes=0, integrated_save=True, async_save=False, saved_network=None,
        append_info=None,
    ):
        self.save_checkpoint_steps = save_checkpoint_steps
        self.save_checkpoint_seconds = save_checkpoint_seconds
        self.keep_checkpoint_max = keep_checkpoint_max
        self.keep_checkpoint_per_n_minutes = keep_checkpoint_per_n_minutes
        self.saved_network = saved_network
        self.append_info = append_info
