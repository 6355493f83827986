class MindSporeLearningRateScheduler(MindSporeCallback):
    """After each step, sets the rate of the next: learning_rate_function(rate, steps so far)."""

    only_trains = True

    def __init__(self, learning_rate_function):
        super().__init__()
        self.learning_rate_function = learning_rate_function

    def step_end(self, run_context):
        params = run_context.original_args()
        for group in params.optimizer.param_groups:
            group["lr"] = self.learning_rate_function(group["lr"], params.cur_step_num)
