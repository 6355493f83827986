"""A target network that starts as the policy: set_data lets both share memory, ops.assign and copies do not."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops


class Policy(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(4, 16)
        self.value = nn.Dense(16, 2)

    def construct(self, x):
        return self.value(ops.tanh(self.hidden(x)))


policy, shared, apart = Policy(), Policy(), Policy()
optimizer = nn.Momentum(policy.trainable_params(), learning_rate=0.02, momentum=0.9)
for own, other in zip(policy.get_parameters(), shared.get_parameters()):
    other.set_data(own)
for own, other in zip(policy.get_parameters(), apart.get_parameters()):
    ops.assign(other, own)
loss_fn = nn.MSELoss()


def forward(states, targets):
    return loss_fn(policy(states), targets)


grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
generator = np.random.RandomState(0)
for step in range(100):
    states = ms.Tensor(generator.randn(8, 4).astype(np.float32))
    rewards = ms.Tensor(generator.randn(8, 2).astype(np.float32))
    targets = rewards + 0.5 * shared(states) + 0.25 * apart(states)
    loss, grads = grad_fn(states, targets)
    optimizer(grads)
    if step % 20 == 19:
        for own, other in zip(policy.get_parameters(), apart.get_parameters()):
            ops.assign(other, 0.5 * own + 0.5 * other)
