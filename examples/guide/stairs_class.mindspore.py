import mindspore
from mindspore import nn, ops
from mindspore.nn.learning_rate_schedule import LearningRateSchedule


class DynamicDecayLR(LearningRateSchedule):
    def __init__(self, lr, step_per_epoch):
        super().__init__()
        self.lr = lr
        self.step_per_epoch = step_per_epoch

    def construct(self, global_step):
        step = ops.cast(global_step, mindspore.float32)
        current_epoch = step // self.step_per_epoch
        return self.lr * (current_epoch // 5)


epochs, steps_per_epoch = 12, 2
model = nn.Dense(2, 1)
schedule = DynamicDecayLR(0.01, steps_per_epoch)
optimizer = nn.SGD(model.trainable_params(), learning_rate=schedule)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)

for epoch in range(epochs):
    print("epoch %d rate %.2f" % (epoch, float(optimizer.get_lr())))
    for step in range(steps_per_epoch):
        optimizer(grads)
