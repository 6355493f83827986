import mindspore
from mindspore import nn, ops

model = nn.Dense(1, 2)
optimizer = nn.Momentum(model.trainable_params(), learning_rate=0.1, momentum=0.9)
print("%.2f" % float(optimizer.learning_rate))
ops.assign(optimizer.learning_rate, mindspore.Tensor(0.01, mindspore.float32))
print("%.2f" % float(optimizer.learning_rate))
