class MindSporeBatchNorm:
    """What MindSpore's batch norms are told: initial values, and whose statistics they use."""

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones", beta_init="zeros",
        moving_mean_init="zeros", moving_var_init="ones", use_batch_statistics=None, data_format="NCHW", dtype=None,
    ):
        super().__init__(num_features, eps, 1 - momentum, affine, dtype=dtype)
        mindspore_initialize(self, gamma_init, beta_init)
        self.running_mean.copy_(mindspore_initializer(moving_mean_init, self.running_mean.shape))
        self.running_var.copy_(mindspore_initializer(moving_var_init, self.running_var.shape))
        self.use_batch_statistics = use_batch_statistics

    def forward(self, x):
        if self.use_batch_statistics is None:
            return super().forward(x)
        return torch.nn.functional.batch_norm(
            x, self.running_mean, self.running_var, self.weight, self.bias, self.use_batch_statistics, self.momentum,
            self.eps,
        )
