class MindSporeModelCheckpoint(MindSporeCallback):
    """Saves the network and its optimizer as PREFIX-EPOCH_STEP.ckpt, and deletes the oldest files."""

    only_trains = True

    def __init__(self, prefix="CKP", directory=None, config=None):
        super().__init__()
        self._prefix = prefix
        self._directory = directory or os.getcwd()
        self._config = config or MindSporeCheckpointConfig()
        self._step = 0
        self._time = time.time()
        self._files = []
        self.latest_ckpt_file_name = ""

    def step_end(self, run_context):
        self._save(run_context.original_args(), False)

    def end(self, run_context):
        self._save(run_context.original_args(), True)

    def _is_due(self, params):
        config = self._config
        if config.save_checkpoint_steps:
            return params.cur_step_num >= self._step + config.save_checkpoint_steps
        return bool(config.save_checkpoint_seconds) and time.time() - self._time > config.save_checkpoint_seconds

    def _save(self, params, last):
        if params.cur_step_num == self._step or not (last or self._is_due(params)):
            return
        step = (params.cur_step_num - 1) % params.batch_num + 1
        os.makedirs(self._directory, exist_ok=True)
        name = os.path.join(self._directory, f"{self._prefix}-{params.cur_epoch_num}_{step}.ckpt")
        most = self._config.keep_checkpoint_max
        if most and len(self._files) >= most:
            os.remove(self._files.pop(0))
        network = self._config.saved_network
        mindspore_save_checkpoint(params.train_network if network is None else network, name)
        self._files.append(name)
        self._step, self._time, self.latest_ckpt_file_name = params.cur_step_num, time.time(), name
