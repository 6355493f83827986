class MindSporeDense(torch.nn.Linear):
    """A linear layer with given initial values, and an activation behind it."""

    def __init__(
        self, in_channels, out_channels, weight_init=None, bias_init=None, has_bias=True, activation=None, dtype=None,
    ):
        super().__init__(in_channels, out_channels, has_bias, dtype=dtype)
        mindspore_initialize(self, weight_init, bias_init)
        named = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "gelu": torch.nn.GELU}
        self.activation = named[activation]() if isinstance(activation, str) else activation

    def forward(self, x):
        output = super().forward(x)
        return output if self.activation is None else self.activation(output)
