class TorchScalingStep:
    """Scales a loss and takes the step of its gradients, which add up until a call updates; tells their norm."""

    def __init__(self):
        self._scaler = mindspore.amp.DynamicLossScaler(scale_value=65536.0, scale_factor=2, scale_window=2000)

    def scale(self, loss):
        return self._scaler.scale(loss)

    def __call__(self, grads, optimizer, clip_grad=None, clip_mode="norm", parameters=None, create_graph=False,
                 update_grad=True, need_update=True):
        earlier = getattr(optimizer, "grads", None)
        optimizer.grads = grads if earlier is None else tuple(a + b for a, b in zip(earlier, grads))
        if not (update_grad and need_update):
            return None
        grads = self._scaler.unscale(optimizer.grads)
        finite = mindspore.amp.all_finite(grads)
        norm = mindspore.ops.sqrt(sum(mindspore.ops.square(grad).sum() for grad in grads))
        optimizer.grads = grads if clip_grad is None else mindspore.ops.clip_by_norm(grads, clip_grad)
        if finite:
            optimizer(optimizer.grads)
        self._scaler.adjust(finite)
        return norm

    def state_dict(self):
        return {"scale_value": float(self._scaler.scale_value), "counter": int(self._scaler.counter)}

    def load_state_dict(self, state_dict):
        mindspore.ops.assign(self._scaler.scale_value, state_dict["scale_value"])
        mindspore.ops.assign(self._scaler.counter, state_dict["counter"])
