class MindSporeLearningRateSchedule:
    """A schedule: construct computes the rate of a step, counted from 0; as a tensor for other schedules."""

    def __call__(self, global_step):
        rate = self.construct(torch.as_tensor(global_step))
        return rate if isinstance(global_step, torch.Tensor) else float(rate)
