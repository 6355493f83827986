from mindspore import nn, ops


def dynamic_lr(lr, total_step, step_per_epoch):
    lrs = []
    for i in range(total_step):
        current_epoch = i // step_per_epoch
        lrs.append(lr * (current_epoch // 5))
    return lrs


epochs, steps_per_epoch = 12, 2
model = nn.Dense(2, 1)
rates = dynamic_lr(0.01, epochs * steps_per_epoch, steps_per_epoch)
optimizer = nn.SGD(model.trainable_params(), learning_rate=rates)
grads = tuple(ops.zeros_like(p) for p in optimizer.parameters)

for epoch in range(epochs):
    print("epoch %d rate %.2f" % (epoch, float(optimizer.get_lr())))
    for step in range(steps_per_epoch):
        optimizer(grads)
