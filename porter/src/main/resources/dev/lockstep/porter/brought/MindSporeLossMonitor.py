class MindSporeLossMonitor(MindSporeCallback):
    """Prints the loss every per_print_times steps, and ends a training whose loss is not finite."""

    only_trains = True

    def __init__(self, per_print_times=1):
        super().__init__()
        self._per_print_times = per_print_times
        self._printed = 0

    def step_end(self, run_context):
        params = run_context.original_args()
        outputs = params.net_outputs
        loss = (outputs[0] if isinstance(outputs, (list, tuple)) else outputs).mean().item()
        step = (params.cur_step_num - 1) % params.batch_num + 1
        if not math.isfinite(loss):
            raise ValueError(f"epoch: {params.cur_epoch_num} step: {step}, the loss is {loss}")
        if self._per_print_times and params.cur_step_num - self._printed >= self._per_print_times:
            self._printed = params.cur_step_num
            print(f"epoch: {params.cur_epoch_num} step: {step}, loss is {loss}", flush=True)

    def on_train_epoch_end(self, run_context):
        params = run_context.original_args()
        if params.get("metrics"):
            print(f"Eval result: epoch {params.cur_epoch_num}, metrics: {params.metrics}", flush=True)
