"""Fragments of MindSpore trainings: fragments.py says how they are put together."""

from fragments import option

ACTIVATION = [
    {"act": "ops.tanh(<inner>)"},
    {"act": "ops.sigmoid(<inner>)"},
    {"act": "ops.gelu(<inner>)"},
    {"act": "ops.relu(<inner>) + ops.elu(<inner>)"},
    *[{"act": "self.act(<inner>)", "act_layer": f"self.act = {made}"} for made in ("nn.Tanh()", "nn.GELU(approximate=False)", "nn.SiLU()", "ops.Sigmoid()", "nn.ELU()")],
]

# What a layer's output goes through: one line or more about `h` of shape (batch, 16)
CALLS = [
    "",
    "",
    "h = ops.concat((h, h * 2), 1)[:, :16]",
    "h = ops.cat((h, h * 2), axis=1)[:, 4:20]",
    "h = ops.stack((h, -h), axis=0).sum(0) + h",
    "h = ops.select(h > 0, h, 0.1 * h)",
    "h = ops.where(h > 0, h, 0.1 * h)",
    "h = ops.clip_by_value(h, -0.9, 0.9)",
    "h = ops.L2Normalize(axis=1)(h)",
    "h = ops.softmax(h, axis=-1) * 16",
    "h = ops.Softmax()(h) * 16",
    "a, b = ops.split(h, 8, axis=1)\nh = ops.concat((b, a), 1)",
    "a, b = ops.chunk(h, 2, axis=1)\nh = ops.concat((b, a), 1)",
    "h = h.view(h.shape[0], 4, 4).transpose(0, 2, 1).reshape(h.shape[0], -1)",
    "h = ops.Transpose()(ops.Reshape()(h, (-1, 4, 4)), (0, 2, 1)).view(-1, 16)",
    "h = h - h.mean(axis=1, keep_dims=True)",
    "h = h / (h.std(axis=1, keepdims=True) + 1.0)",
    "h = h - ops.ReduceMean(keep_dims=True)(h, 1)",
    "h = h * ops.max(h, axis=1, keepdims=True)[0]",
    "h = ops.BatchMatMul()(h.view(-1, 4, 4), h.view(-1, 4, 4)).view(-1, 16)",
    "h = ops.matmul(h.view(-1, 4, 4), h.view(-1, 4, 4)).view(-1, 16)",
    "h = ops.cumsum(h, 1) / 16",
    "h = h * ops.rsqrt(ops.square(h).mean(-1, keep_dims=True) + 1e-6)",
    "h = h + ops.norm(h, dim=1, keepdim=True)",
    "h = ops.dropout(h, p=0.0, training=self.training)",
    "h = h + ops.one_hot(h.argmax(1), 16, ms.Tensor(1.0, ms.float32), ms.Tensor(0.0, ms.float32))",
    "h = h + ops.OneHot()(ops.argmax(h, 1), 16, ms.Tensor(1.0, ms.float32), ms.Tensor(0.0, ms.float32))",
    "h = ops.tile(h.expand_dims(1), (1, 2, 1)).mean(1)",
    "h = ops.broadcast_to(h.expand_dims(1), (-1, 2, -1)).sum(1)",
    "h = ops.squeeze(ops.expand_dims(h, 1), 1) * 2",
    "h = ops.gather(h, ms.Tensor(np.arange(15, -1, -1), ms.int32), 1)",
    "h = ops.Pad(((0, 0), (1, 1)))(h)[:, 1:17]",
    "h = h + ops.topk(h, 3, dim=1)[0].sum(1, keepdims=True)",
    "h = ops.stop_gradient(h) * 0.5 + h",
]

NETS = [
    {"layers": "self.hidden = nn.Dense(6, 16<init>)\nself.output = nn.Dense(16, 3<bias>)", "construct": "h = <act>\n<call>\n<other>\nreturn self.output(h)", "inner": "self.hidden(x)"},
    {"layers": "self.hidden = nn.Dense(6, 16)\nself.norm = <norm>\nself.output = nn.Dense(16, 3)", "construct": "h = <act>\nreturn self.output(h)", "inner": "self.norm(self.hidden(x))", "normed": "yes"},
    {"layers": "self.hidden = nn.Conv2d(1, 4, 3<conv>)\nself.norm = <norm_images>\nself.output = nn.Dense(4, 3)", "construct": "h = <act>\nreturn self.output(<pooled>)", "inner": "self.norm(self.hidden(<image>))", "normed": "yes"},
    {"layers": "self.net = nn.SequentialCell(<cells>)", "construct": "return self.net(x)"},
    {"layers": "self.hidden = nn.Dense(6, 16)\nself.gamma = ms.Parameter(ms.Tensor(np.ones(16), ms.float32), name='gamma')\nself.output = nn.Dense(16, 3)", "construct": "h = <act> * self.gamma\n<call>\nreturn self.output(h)", "inner": "self.hidden(x)"},
    {"layers": "self.hidden = nn.Dense(6, 16)\nself.scale = ms.Parameter(ops.ones(16, ms.float32), name='scale')\nself.count = ms.Parameter(ms.Tensor(0.0, ms.float32), name='count', requires_grad=False)\nself.output = nn.Dense(16, 3)", "construct": "h = <act> * self.scale\nreturn self.output(h)", "inner": "self.hidden(x)"},
    {"layers": "self.hidden = nn.Embedding(8, 16<padding>)\nself.output = nn.Dense(16, 3)", "construct": "tokens = ops.minimum((x.abs() * 3).astype(ms.int32), ms.Tensor(7, ms.int32))\nh = self.hidden(tokens).mean(axis=1)\nreturn self.output(<act>)", "inner": "h"},
    {"layers": "self.hidden = nn.Dense(6, 6)\nself.output = nn.Dense(6, 3)", "construct": "for _ in range(2):\n    x = <act>\nreturn self.output(x)", "inner": "self.hidden(x)"},
    {"layers": "self.hidden = nn.<recurrent>(2, 8, batch_first=True)\nself.output = nn.Dense(8, 3)", "construct": "h, _ = self.hidden(x.view(-1, 3, 2))\nreturn self.output(<last>)"},
    {"layers": "self.hidden = nn.Dense(2, 8)\nself.query = nn.Dense(8, 8)\nself.key = nn.Dense(8, 8, has_bias=False)\nself.softmax = nn.Softmax(axis=-1)\nself.output = nn.Dense(8, 3)", "construct": "h = self.hidden(x.view(-1, 3, 2))\nscores = ops.matmul(self.query(h), self.key(h).swapaxes(-1, -2)) / math.sqrt(8)\nh = ops.matmul(self.softmax(scores), h)\nreturn self.output(<last>)"},
    {"layers": "self.hidden = nn.Dense(6, 16)\nself.layers = nn.CellList([nn.Dense(16, 16) for _ in range(2)])\nself.output = nn.Dense(16, 3)", "construct": "h = <act>\nfor layer in self.layers:\n    h = h + ops.tanh(layer(h))\nreturn self.output(h)", "inner": "self.hidden(x)"},
    {"layers": "self.hidden = nn.Dense(6, 16)\nself.drop = nn.Dropout(p=0.0)\nself.output = nn.Dense(16, 3)\nself.init_weights()", "construct": "h = self.drop(<act>)\nreturn self.output(h)", "methods": "\ndef init_weights(self):\n    for _, cell in self.cells_and_names():\n        if isinstance(cell, nn.Dense):\n            cell.weight.set_data(initializer(<initial>, cell.weight.shape, cell.weight.dtype))\n            if cell.has_bias:\n                cell.bias.set_data(initializer('zeros', cell.bias.shape, cell.bias.dtype))", "inner": "self.hidden(x)"},
]

CLASSES = [
    {"criterion": "loss_fn = nn.CrossEntropyLoss()", "cell": "yes"},
    {"criterion": "loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)", "cell": "yes"},
    {"criterion": "loss_fn = nn.CrossEntropyLoss(weight=ms.Tensor([1.0, 2.0, 0.5], ms.float32))", "cell": "yes"},
    {"criterion": "loss_fn = nn.CrossEntropyLoss(ignore_index=1)", "cell": "yes"},
    {"criterion": "loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction='mean')", "cell": "yes"},
    {"criterion": "loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction='sum')", "loss": "loss_fn(<o>, <t>) / 16"},
    {"criterion": "loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True)", "loss": "loss_fn(<o>, <t>).mean()"},
    {"criterion": "loss_fn = nn.SoftmaxCrossEntropyWithLogits()", "loss": "loss_fn(<o>, ops.one_hot(<t>, 3, ms.Tensor(0.9), ms.Tensor(0.05))).mean()"},
    {"criterion": "loss_fn = nn.NLLLoss()", "loss": "loss_fn(ops.log_softmax(<o>, 1), <t>)"},
    {"criterion": "loss_fn = Smoothed(0.1)", "cell": "yes", "+functions": """class Smoothed(nn.LossBase):
    def __init__(self, smoothing, classes=3):
        super().__init__()
        self.on = ms.Tensor(1.0 - smoothing, ms.float32)
        self.off = ms.Tensor(smoothing / (classes - 1), ms.float32)
        self.classes = classes
        self.cross = nn.SoftmaxCrossEntropyWithLogits()

    def construct(self, logits, label):
        label = ops.one_hot(label, self.classes, self.on, self.off)
        return self.get_loss(self.cross(logits, label))

"""},
    {"loss": "ops.cross_entropy(<o>, <t>)"},
    {"loss": "ops.cross_entropy(<o>, <t>, label_smoothing=0.2)"},
    {"loss": "ops.nll_loss(ops.log_softmax(<o>, 1), <t>)"},
]

NUMBERS = [
    {"criterion": "loss_fn = nn.MSELoss()", "cell": "yes"},
    {"criterion": "loss_fn = nn.L1Loss()", "cell": "yes"},
    {"criterion": "loss_fn = nn.HuberLoss(delta=0.5)", "cell": "yes"},
    {"criterion": "loss_fn = nn.BCEWithLogitsLoss(reduction='sum')", "loss": "loss_fn(<o>, <t>) / 48"},
    {"criterion": "loss_fn = nn.RMSELoss()", "cell": "yes"},
    {"criterion": "loss_fn = nn.MAELoss()", "cell": "yes"},
    {"criterion": "loss_fn = nn.SmoothL1Loss(beta=0.5)", "loss": "loss_fn(<o>, <t>).mean()"},
    {"criterion": "loss_fn = nn.SmoothL1Loss(reduction='mean')", "cell": "yes"},
    {"criterion": "loss_fn = nn.BCELoss()", "loss": "loss_fn(ops.sigmoid(<o>), <t>)"},
    {"criterion": "loss_fn = nn.BCELoss(reduction='mean')", "loss": "loss_fn(ops.sigmoid(<o>), <t>)"},
    {"criterion": "loss_fn = nn.MSELoss(reduction='sum')", "loss": "loss_fn(<o>, <t>) / 48"},
    {"criterion": "loss_fn = nn.KLDivLoss(reduction='sum')", "loss": "loss_fn(ops.log_softmax(<o>, 1), ops.softmax(<t>, 1)) / 16"},
    {"loss": "ops.mse_loss(<o>, <t>)"},
    {"loss": "ops.square(<o> - <t>).mean()"},
    {"loss": "((ops.sigmoid(<o>) - <t>) ** 2).mean()"},
    {"loss": "ops.binary_cross_entropy_with_logits(<o>, <t>, ops.ones_like(<o>), ops.ones_like(<o>), 'sum') / 48"},
    {"loss": "(1 - ops.cosine_similarity(<o>, <t>, dim=1)).mean()"},
    {"loss": "ops.reduce_mean(ops.abs(<o> - <t>))"},
]


def losses(rows, needs):
    """Each loss of `output`, and of what a cell for losses has."""
    made = [{**row, "needs": needs, "loss": row.get("loss", "loss_fn(<o>, <t>)")} for row in rows]
    return [{**row, "valued": row["loss"].replace("<o>", "output").replace("<t>", "y")} for row in made]


RATES = [
    *[{"rate": "<lr>"}] * 3,
    {"rates": "rates = nn.cosine_decay_lr(0.001, 0.05, steps, size, 6)", "rate": "rates"},
    {"rates": "rates = nn.cosine_decay_lr(min_lr=0.001, max_lr=<lr>, total_step=steps, step_per_epoch=size, decay_epoch=4)", "rate": "rates"},
    {"rates": "rates = nn.exponential_decay_lr(<lr>, 0.9, steps, size, 2)", "rate": "rates"},
    {"rates": "rates = nn.exponential_decay_lr(0.05, 0.9, steps, size, 2, is_stair=True)", "rate": "rates"},
    {"rates": "rates = nn.piecewise_constant_lr([4, 12, 60], [0.05, 0.02, 0.01])", "rate": "rates"},
    {"rates": "rates = nn.polynomial_decay_lr(0.05, 0.001, steps, size, 4, 2.0)", "rate": "ms.Tensor(rates, ms.float32)"},
    {"rates": "rates = nn.warmup_lr(0.05, size, size, 1) + nn.cosine_decay_lr(0.0, 0.05, steps, size, 6)", "rate": "rates"},
    {"rates": "rates = nn.natural_exp_decay_lr(0.05, 0.5, steps, size, 2)", "rate": "rates"},
    {"rates": "rates = nn.inverse_decay_lr(0.05, 0.5, steps, size, 1)", "rate": "rates"},
    {"rates": "schedule = nn.CosineDecayLR(0.001, 0.05, steps // 2)", "rate": "schedule"},
    {"rates": "schedule = nn.ExponentialDecayLR(<lr>, 0.9, 4)", "rate": "schedule"},
    {"rates": "schedule = nn.ExponentialDecayLR(0.05, 0.9, 4, is_stair=True)", "rate": "schedule"},
    {"rates": "schedule = nn.PolynomialDecayLR(0.05, 0.01, 12, 0.5)", "rate": "schedule"},
    {"rates": "schedule = nn.WarmUpLR(0.05, 6)", "rate": "schedule"},
    {"rates": "schedule = nn.InverseDecayLR(0.05, 0.5, 4)", "rate": "schedule"},
    {"rates": "schedule = nn.NaturalExpDecayLR(0.05, 0.5, 4)", "rate": "schedule"},
    {"rates": "rates = ms.Tensor(make_rates(<lr>, steps))", "rate": "rates", "+functions": """def make_rates(base, total, warm=5):
    rates = []
    for i in range(total):
        if i < warm:
            rates.append(base * (i + 1) / warm)
        else:
            rates.append(base * (1 + math.cos(math.pi * (i - warm) / (total - warm))) / 2)
    return np.array(rates).astype(np.float32)

"""},
    {"rates": "rates = []\nfor i in range(steps):\n    rates.append(<lr> * 0.97 ** i)", "rate": "rates"},
    {"rates": "schedule = Warm(<lr>, 5, steps)", "rate": "schedule", "+functions": """class Warm(nn.learning_rate_schedule.LearningRateSchedule):
    def __init__(self, base, warm, total):
        super().__init__()
        self.warm = ms.Tensor(np.array([warm]).astype(np.float32))
        self.rising = nn.WarmUpLR(base, warm)
        self.falling = nn.PolynomialDecayLR(base, base * 0.1, total, 1.0)
        self.one = ms.Tensor(np.array([1.0]).astype(np.float32))

    def construct(self, global_step):
        rising = self.rising(global_step)
        falling = self.falling(global_step)
        share = ops.cast(ops.greater(self.warm, global_step), ms.float32)
        return share * rising + (self.one - share) * falling

"""},
]

GROUPS = [
    *[{"params": "network.trainable_params()"}] * 4,
    {"params": "filter(lambda p: p.requires_grad, network.get_parameters())"},
    {"grouped": "decayed = [p for p in network.trainable_params() if 'bias' not in p.name]\nplain = [p for p in network.trainable_params() if 'bias' in p.name]", "params": "[{'params': decayed, 'weight_decay': <decay>}, {'params': plain}]"},
    {"grouped": "decayed = list(filter(lambda p: 'gamma' not in p.name and 'beta' not in p.name and 'bias' not in p.name, network.trainable_params()))\nplain = list(filter(lambda p: 'gamma' in p.name or 'beta' in p.name or 'bias' in p.name, network.trainable_params()))", "params": "[{'params': decayed, 'weight_decay': 0.02}, {'params': plain}, {'order_params': network.trainable_params()}]"},
    {"grouped": "decayed, plain = [], []\nfor param in network.trainable_params():\n    if len(param.shape) > 1:\n        decayed.append(param)\n    else:\n        plain.append(param)", "params": "[{'params': decayed, 'weight_decay': <decay>}, {'params': plain, 'weight_decay': 0.0}]"},
    {"grouped": "decayed = []\nplain = []\nfor param in network.trainable_params():\n    if param.name.endswith('.gamma') or param.name.endswith('.beta') or param.name.endswith('.bias'):\n        plain.append(param)\n    else:\n        decayed.append(param)", "params": "[{'params': plain, 'weight_decay': 0.0}, {'params': decayed, 'weight_decay': 0.01}]"},
    {"grouped": "first = [p for p in network.trainable_params() if 'hidden' in p.name]\nrest = [p for p in network.trainable_params() if 'hidden' not in p.name]", "params": "[{'params': first, 'lr': 0.02}, {'params': rest, 'lr': <lr>}]", "without": "rates"},
    {"grouped": "decayed = [p for p in network.trainable_params() if p.ndim > 1]\nplain = [p for p in network.trainable_params() if p.ndim <= 1]", "params": "[{'params': decayed, 'weight_decay': 0.01, 'grad_centralization': <centralized>}, {'params': plain}]"},
]

OPTIMIZERS = [
    *["Momentum(<params>, <named_rate>, momentum=0.9<wd><scale>)"] * 4,
    "Momentum(<params>, <rate>, 0.9, use_nesterov=True<wd><scale>)",
    *["SGD(<params>, <named_rate><sgd><wd><scale>)"] * 2,
    *["Adam(<params>, <named_rate><adam><wd><scale>)"] * 3,
    "AdamWeightDecay(<params>, <named_rate><betas>, weight_decay=0.01)",
    "RMSProp(<params>, <named_rate><rmsprop><wd><scale>)",
    "Adagrad(<params>, learning_rate=<rate><wd>)",
    "AdaMax(<params>, <named_rate><wd>)",
    "Adadelta(<params>, <named_rate><wd>)",
    "ASGD(<params>, <named_rate><wd>)",
    "Rprop(<params>, <named_rate>)",
]

FUNCTION = """def forward(x, y):
    output = network(x)
    loss = <valued>
    <further>
    return loss


"""

LOOP = "for epoch in range(6):\n    for x, y in <batches>:\n        <batch>\n        <after>\n    <log>\n    <epoch_end>"

FORMS = [
    *[{"form": FUNCTION + "grad_fn = <maker>.value_and_grad(forward, None, <weights>)\n<mode>\n\n\n<jit>\ndef train_step(x, y):\n    loss, grads = grad_fn(x, y)\n    <clip>\n    <update>\n    return loss\n\n\n" + LOOP, "batch": "loss = train_step(x, y)"}] * 4,
    {"form": FUNCTION + "grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)\n<mode>\n" + LOOP, "batch": "loss, grads = grad_fn(x, y)\n<clip>\noptimizer(grads)"},
    {"form": FUNCTION.replace("return loss", "return loss, output") + "grad_fn = ms.value_and_grad(forward, None, optimizer.parameters, has_aux=True)\n<mode>\n" + LOOP, "batch": "(loss, output), grads = grad_fn(x, y)\n<clip>\noptimizer(grads)"},
    {"form": FUNCTION + "weights = ms.ParameterTuple(<weights>)\ngrad_fn = ops.GradOperation(get_by_list=True)(forward, weights)\n<mode>\n" + LOOP, "batch": "grads = grad_fn(x, y)\n<clip>\noptimizer(grads)\nloss = forward(x, y)"},
    {"form": FUNCTION + "grad_fn = ms.grad(forward, None, <weights>)\n<mode>\n" + LOOP, "batch": "loss = forward(x, y)\ngrads = grad_fn(x, y)\noptimizer(grads)"},
    {"form": FUNCTION.replace("return loss", "return scaler.scale(loss)") + "scaler = <scaler>\ngrad_fn = ms.value_and_grad(forward, None, optimizer.parameters)\n<mode>\n" + LOOP, "batch": "loss, grads = grad_fn(x, y)\nloss = scaler.unscale(loss)\ngrads = scaler.unscale(grads)\nif amp.all_finite(grads):\n    <clip>\n    optimizer(grads)"},
    {"form": FUNCTION.replace("return loss", "return loss * 1024.0") + "grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)\n<mode>\n" + LOOP, "batch": "loss, grads = grad_fn(x, y)\noptimizer(grads)", "scale": ", loss_scale=1024.0"},
    {"form": FUNCTION.replace("return loss", "return loss / 2") + "grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)\n<mode>\nsummed = [ms.Parameter(ops.zeros_like(p), name='sum.' + p.name) for p in optimizer.parameters]\ncount = 0\n" + LOOP, "batch": "loss, grads = grad_fn(x, y)\nfor held, grad in zip(summed, grads):\n    ops.assign_add(held, grad)\ncount += 1\nif count % 2 == 0:\n    optimizer(tuple(summed))\n    for held in summed:\n        ops.assign(held, ops.zeros_like(held))"},
    *[{"form": "model = ms.Model(network, loss_fn<named_optimizer><manager>)\nmodel.train(6, dataset<callbacks>, dataset_sink_mode=False)", "needs": "cell", "whole": "yes"}] * 3,
    {"form": FUNCTION + "grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)\nlast = optimizer.parameters[-2:]\nsecond = nn.Momentum(list(last), 0.01, 0.5)\n<mode>\n" + LOOP, "batch": "loss, grads = grad_fn(x, y)\noptimizer(grads)\nsecond(grads[-2:])"},
    *[{"form": "net_with_loss = nn.WithLossCell(network, loss_fn)\ntrain_net = nn.TrainOneStepWithLossScaleCell(net_with_loss, optimizer, <scale_sense>)\ntrain_net.set_train()\n" + LOOP, "batch": "loss, overflow, scale = train_net(x, y)", "needs": "cell"}] * 2,
    {"form": "other_network = nn.WithLossCell(nn.SequentialCell(network, nn.Dense(3, 3)), loss_fn)\nsecond = nn.Adam(other_network.trainable_params(), 0.001)\ntrain_net = TwoSteps(nn.WithLossCell(network, loss_fn), other_network, optimizer, second)\ntrain_net.set_train()\n" + LOOP, "batch": "loss, further = train_net(x, y)", "needs": "cell", "+functions": """class TwoSteps(nn.Cell):
    def __init__(self, network, other, optimizer, second):
        super().__init__(auto_prefix=False)
        self.network = network
        self.other = other
        self.optimizer = optimizer
        self.second = second
        self.grad = ops.GradOperation(get_by_list=True)

    def construct(self, x, y):
        loss = self.network(x, y)
        further = self.other(x, y)
        grads = self.grad(self.network, self.optimizer.parameters)(x, y)
        loss = ops.depend(loss, self.optimizer(grads))
        grads = self.grad(self.other, self.second.parameters)(x, y)
        further = ops.depend(further, self.second(grads))
        return loss, further

"""},
    *[{"form": "net_with_loss = nn.WithLossCell(network, loss_fn)\ntrain_net = <one_step>(net_with_loss, optimizer)\ntrain_net.set_train()\n" + LOOP, "batch": "loss = train_net(x, y)", "needs": "cell"}] * 2,
    {"form": "train_net = <one_step>(LossCell(network, loss_fn), optimizer)\ntrain_net.set_train()\n" + LOOP, "batch": "loss = train_net(x, y)", "needs": "cell", "+functions": """class LossCell(nn.Cell):
    def __init__(self, backbone, loss_fn):
        super().__init__(auto_prefix=False)
        self.backbone = backbone
        self.loss_fn = loss_fn

    def construct(self, x, y):
        output = self.backbone(x)
        return self.loss_fn(output, y)

"""},
]

CLIPPED_STEP = """class ClippedStep(nn.TrainOneStepCell):
    def __init__(self, network, optimizer, sens=1.0):
        super().__init__(network, optimizer, sens)
        self.clip = <clip_call>

    def construct(self, *inputs):
        loss = self.network(*inputs)
        sens = ops.fill(loss.dtype, loss.shape, self.sens)
        grads = self.grad(self.network, self.weights)(*inputs, sens)
        grads = self.grad_reducer(grads)
        grads = self.clip(grads)
        loss = ops.depend(loss, self.optimizer(grads))
        return loss

"""

OWN_STEP = """class OwnStep(nn.Cell):
    def __init__(self, network, optimizer):
        super().__init__(auto_prefix=False)
        self.network = network
        self.network.set_grad()
        self.optimizer = optimizer
        self.weights = self.optimizer.parameters
        self.grad = ops.GradOperation(get_by_list=True)

    def construct(self, *inputs):
        loss = self.network(*inputs)
        grads = self.grad(self.network, self.weights)(*inputs)
        self.optimizer(grads)
        return loss

"""

CALLBACK = """class Report(ms.Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def step_end(self, run_context):
        params = run_context.original_args()
        self.losses.append(float(params.net_outputs.asnumpy()))

    def epoch_end(self, run_context):
        params = run_context.original_args()
        print(f"epoch {params.cur_epoch_num} {sum(self.losses):.4f}")
        self.losses = []

"""

AFTER = [
    *[{"after": ""}] * 4,
    {"prepared": "shadow = {p.name: ms.Parameter(p.value(), name='ema.' + p.name) for p in network.trainable_params()}", "after": "for p in network.trainable_params():\n    held = shadow[p.name]\n    ops.assign(held, 0.9 * held + 0.1 * p)", "finish": "print(f'shadow {sum(float(v.sum()) for v in shadow.values()):.4f}')", "without": "whole"},
    {"epoch_end": "network.set_train(False)\nright = 0\nfor x, y in <batches>:\n    right += int((network(x).argmax(1) == y).sum())\nnetwork.set_train(True)\nprint(f'right {right / 64:.4f}')", "without": "whole real"},
    {"finish": "ms.save_checkpoint(network, path)\nother = Net()\nmissing = ms.load_param_into_net(other, ms.load_checkpoint(path))\nother.set_train(False)\nprint(f'other {float(other(ms.Tensor(inputs[:8])).mean()):.4f}')"},
    {"prepared": "for p in network.get_parameters():\n    if 'hidden' in p.name:\n        p.requires_grad = False"},
    {"prepared": "for name, p in network.parameters_and_names():\n    if 'weight' in name:\n        p.set_data(ms.Tensor(p.asnumpy() * 0.8))"},
    {"prepared": "other = Net()\nfor p, held in zip(network.get_parameters(), other.get_parameters()):\n    held.set_data(p)", "finish": "other.set_train(False)\nprint(f'other {float(other(ms.Tensor(inputs[:8])).mean()):.4f}')"},
    {"prepared": "for p in network.trainable_params():\n    if p.ndim == 2:\n        p.set_data(initializer(<initial>, p.shape, p.dtype))"},
]

SCRIPT = '''"""A training put together at random."""

import argparse
import math
import os
import tempfile

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
<imports>
from mindspore import amp
from mindspore.common.initializer import Normal, XavierUniform, initializer

parser = argparse.ArgumentParser()
<+options>
args = parser.parse_args()
cfg = {
    <+config>
}
<+constants>
path = os.path.join(tempfile.mkdtemp(), "saved.ckpt")
generator = np.random.RandomState(0)


<+functions>
class Net(nn.Cell):
    def __init__(self):
        <super>
        <act_layer>
        <layers>

    def construct(self, x):
        <construct>
    <methods>


inputs = generator.randn(64, 6).astype(np.float32)
labels = <labels>
dataset = <dataset>
size = dataset.get_dataset_size()
steps = size * 6
<criterion>
network = Net()
<prepared>
<rates>
<grouped>
optimizer = nn.<kind>


<form>
<finish>
'''

TABLES = {
    "script": [SCRIPT],
    "imports": ["from mindspore import nn, ops", "import mindspore.nn as nn\nimport mindspore.ops as ops\nfrom mindspore import Tensor"],
    "super": ["super().__init__()", "super(Net, self).__init__()"],
    "net": NETS,
    "activation": ACTIVATION,
    "call": CALLS,
    "other": CALLS,
    "init": ["", "", ", weight_init='xavier_uniform'", ", weight_init=Normal(0.02), bias_init='zeros'", ", weight_init=XavierUniform()"],
    "initial": ["'xavier_uniform'", "Normal(0.02)", "XavierUniform()", "'normal'"],
    "bias": ["", ", has_bias=False"],
    "norm": ["nn.LayerNorm((16,))", "nn.BatchNorm1d(16)", "nn.BatchNorm1d(16, momentum=0.8)", "nn.BatchNorm1d(16, eps=1e-3)"],
    "norm_images": ["nn.BatchNorm2d(4)", "nn.GroupNorm(2, 4)"],
    "conv": ["", ", pad_mode='same'", ", pad_mode='pad', padding=1", ", pad_mode='pad', padding=1, has_bias=True", ", has_bias=True", ", stride=2"],
    "image": ["x.view(-1, 1, 2, 3)", "ops.reshape(x, (-1, 1, 2, 3))", "x.reshape((x.shape[0], 1, 2, 3))"],
    "pooled": ["h.mean((2, 3))", "h.mean(axis=(-2, -1))", "ops.mean(h, (2, 3))", "ops.ReduceMean()(h, (2, 3))", "ops.adaptive_avg_pool2d(h, 1).view(-1, 4)"],
    "cells": ["nn.Dense(6, 16), nn.Sigmoid(), nn.Dense(16, 3)", "[nn.Dense(6, 16), nn.Tanh(), nn.Dense(16, 3)]", "nn.Dense(6, 16, activation='tanh'), nn.Dense(16, 3)", "nn.Dense(6, 16, activation='gelu'), nn.Dense(16, 3)"],
    "padding": ["", ", padding_idx=0", ", embedding_table=Normal(0.02)"],
    "recurrent": ["LSTM", "GRU", "RNN"],
    "last": ["h[:, -1]", "h[:, -1, :]", "h.mean(axis=1)"],
    "task": [
        {"labels": "generator.randint(0, 3, 64).astype(np.int32)", "whole_numbers": "yes"},
        {"labels": "generator.rand(64, 3).astype(np.float32)", "real": "yes"},
    ],
    "dataset": [
        "ds.GeneratorDataset(list(zip(inputs, labels)), ['x', 'y'], shuffle=False).batch(<size>)",
        "ds.NumpySlicesDataset((inputs, labels), ['x', 'y'], shuffle=False).batch(<size>)",
        "ds.NumpySlicesDataset({'x': inputs, 'y': labels}, shuffle=False).batch(<size>)",
        {"dataset": "ds.GeneratorDataset(Points(inputs, labels), column_names=['x', 'y'], shuffle=False).batch(<size>, drop_remainder=True)", "+functions": """class Points:
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __getitem__(self, index):
        return self.inputs[index], self.labels[index]

    def __len__(self):
        return len(self.inputs)

"""},
    ],
    "size": ["16", "16", "10"],
    "batches": ["dataset.create_tuple_iterator()", "dataset.create_tuple_iterator(num_epochs=1)", "[(b['x'], b['y']) for b in dataset.create_dict_iterator()]"],
    "loss_class": losses(CLASSES, "whole_numbers") + losses(NUMBERS, "real"),
    "lr": option("lr", "0.05", "0.01", "0.02"),
    "decay": option("decay", "0.01"),
    "rate_kind": RATES,
    "named_rate": ["learning_rate=<rate>", "<rate>"],
    "centralized": ["False"],
    "group": GROUPS,
    "wd": ["", "", ", weight_decay=0.01", ", weight_decay=<decay>"],
    "sgd": ["", ", momentum=0.9", ", momentum=0.9, nesterov=True", ", momentum=0.8, dampening=0.1"],
    "adam": ["", ", beta1=0.8, beta2=0.99", ", eps=1e-6", ", use_amsgrad=True"],
    "betas": ["", ", beta1=0.8", ", eps=1e-5"],
    "rmsprop": ["", ", decay=0.8", ", momentum=0.5", ", centered=True", ", epsilon=1e-6"],
    "form": FORMS,
    "kind": OPTIMIZERS,
    "further": ["", "", "loss = loss + 0.01 * output.pow(2).mean()"],
    "maker": ["ms", "ops"],
    "weights": ["optimizer.parameters", {"weights": "network.trainable_params()", "without": "grouped"}],
    "mode": ["network.set_train()", "network.set_train(True)"],
    "jit": ["", "", "@ms.jit"],
    "update": ["optimizer(grads)", "loss = ops.depend(loss, optimizer(grads))"],
    "clip": [
        *[""] * 3,
        "grads = ops.clip_by_global_norm(grads, 0.5)",
        "grads = ops.clip_by_global_norm(grads, clip_norm=0.1)",
        "grads = tuple(ops.clip_by_value(g, -0.02, 0.02) for g in grads)",
        "grads = [ops.clip_by_norm(g, 0.1) for g in grads]",
        "grads = ops.clip_by_norm(grads, 0.2)",
        {"clip": "grads = ops.HyperMap()(ops.partial(shrink, ms.Tensor(0.5)), grads)", "+functions": """shrink = ops.MultitypeFuncGraph("shrink")


@shrink.register("Tensor", "Tensor")
def _shrink(share, grad):
    return grad * share

"""},
    ],
    "scaler": ["amp.StaticLossScaler(1024.0)", "amp.DynamicLossScaler(1024, 2, 100)"],
    "manager": ["", "", ", loss_scale_manager=ms.FixedLossScaleManager(1024.0, drop_overflow_update=False)"],
    "scale_sense": ["nn.DynamicLossScaleUpdateCell(1024, 2, 10)", "nn.FixedLossScaleUpdateCell(1024)", "ms.DynamicLossScaleManager(1024, 2, 10).get_update_cell()", "ms.Tensor(np.array([1024.0]), ms.float32)"],
    "named_optimizer": [", optimizer", ", optimizer=optimizer"],
    "callbacks": [
        "",
        ", callbacks=[ms.LossMonitor(size)]",
        ", callbacks=[ms.LossMonitor(), ms.TimeMonitor(size)]",
        {"callbacks": ", callbacks=Report()", "+functions": CALLBACK},
        {"callbacks": ", callbacks=[Report(), ms.LossMonitor()]", "+functions": CALLBACK},
    ],
    "one_step": ["nn.TrainOneStepCell", "nn.TrainOneStepCell", {"one_step": "ClippedStep", "+functions": CLIPPED_STEP}, {"one_step": "OwnStep", "+functions": OWN_STEP}],
    "clip_call": ["lambda grads: ops.clip_by_global_norm(grads, 0.5)", "lambda grads: tuple(ops.clip_by_norm(g, 0.2) for g in grads)"],
    "log": ["", "print(epoch, loss.asnumpy())", "print(f'{epoch} {float(loss):.5f}')"],
    "after_kind": AFTER,
}
