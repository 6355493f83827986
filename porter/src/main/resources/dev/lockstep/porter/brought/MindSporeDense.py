class MindSporeDense(torch.nn.Linear):
    """A linear layer with given initial values, and an activation behind it."""

    def __init__(
        self, in_channels, out_channels, weight_init=None, bias_init=None, has_bias=True, activation=None, dtype=None,
    ):
        super().__init__(in_channels, out_channels, has_bias, dtype=dtype)
        mindspore_initialize(self, weight_init, bias_init)
        named = {
            "relu": torch.nn.ReLU, "relu6": torch.nn.ReLU6, "elu": torch.nn.ELU, "silu": torch.nn.SiLU,
            "sigmoid": torch.nn.Sigmoid, "logsigmoid": torch.nn.LogSigmoid, "tanh": torch.nn.Tanh, "mish": torch.nn.Mish,
            "hswish": torch.nn.Hardswish, "hsigmoid": torch.nn.Hardsigmoid, "softsign": torch.nn.Softsign,
            "gelu": lambda: torch.nn.GELU(approximate="tanh"), "leakyrelu": lambda: torch.nn.LeakyReLU(0.2),
            "softmax": lambda: torch.nn.Softmax(dim=-1), "logsoftmax": lambda: torch.nn.LogSoftmax(dim=-1),
        }
        self.activation = named[activation]() if isinstance(activation, str) else activation

    def forward(self, x):
        output = super().forward(x)
        return output if self.activation is None else self.activation(output)
