import mindspore
from mindspore import nn, ops


class ExponentialWeightDecay(nn.Cell):
    def __init__(self, weight_decay, decay_rate, decay_steps):
        super().__init__()
        self.weight_decay = weight_decay
        self.decay_rate = decay_rate
        self.decay_steps = decay_steps

    def construct(self, global_step):
        p = global_step / self.decay_steps
        return self.weight_decay * ops.pow(self.decay_rate, p)


model = nn.Dense(2, 1, weight_init="ones", has_bias=False)
inputs = mindspore.Tensor([[1.0, 2.0], [2.0, 3.0]], mindspore.float32)
targets = mindspore.Tensor([[8.0], [13.0]], mindspore.float32)
loss_fn = nn.MSELoss()

# nn.SGD refuses a decay that changes; nn.Momentum with momentum 0 is plain SGD.
decay = ExponentialWeightDecay(
    weight_decay=0.1, decay_rate=0.1, decay_steps=1
)
optimizer = nn.Momentum(
    model.trainable_params(),
    learning_rate=0.01,
    momentum=0.0,
    weight_decay=decay,
)


def forward_fn(inputs, targets):
    return loss_fn(model(inputs), targets)


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)

for step in range(4):
    print("weight decay %.1e" % float(optimizer.get_weight_decay()))
    loss, grads = grad_fn(inputs, targets)
    optimizer(grads)

print("weight %.5f %.5f" % tuple(model.weight.asnumpy().flatten()))
