class TorchAveragedModel(mindspore.nn.Cell):
    """An average of a model: of all its states from the first update on, or what a function makes of them."""

    def __init__(self, model, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        self.module = copy.deepcopy(model)
        self.n_averaged = mindspore.Parameter(0, name="n_averaged", requires_grad=False)
        self.average = avg_fn or multi_avg_fn or (lambda mean, param, count: mean + (param - mean) / (count + 1))
        self.use_buffers = use_buffers

    def construct(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def get_parameters(self, expand=True):
        return self.module.get_parameters(expand)

    def update_parameters(self, model):
        count = int(self.n_averaged)
        for mean, param in zip(self.module.get_parameters(), model.get_parameters()):
            buffer = param.name.endswith(("moving_mean", "moving_variance"))
            copied = count == 0 or (buffer and not self.use_buffers)
            mindspore.ops.assign(mean, param if copied else self.average(mean, param, count))
        mindspore.ops.assign(self.n_averaged, count + 1)
