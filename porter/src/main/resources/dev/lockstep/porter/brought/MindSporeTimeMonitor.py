class MindSporeTimeMonitor(MindSporeCallback):
    """Prints how long each epoch took, and a step of it."""

    def __init__(self, data_size=None, data_time=False):
        super().__init__()
        self.data_size = data_size
        self.epoch_time = time.time()

    def epoch_begin(self, run_context):
        self.epoch_time = time.time()

    def epoch_end(self, run_context):
        spent = (time.time() - self.epoch_time) * 1000
        steps = run_context.original_args().batch_num
        print(f"Train epoch time: {spent:5.3f} ms, per step time: {spent / steps:5.3f} ms", flush=True)
