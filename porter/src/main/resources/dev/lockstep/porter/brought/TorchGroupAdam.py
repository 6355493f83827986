class TorchGroupAdam(mindspore.experimental.optim.AdamW):
    """Adam whose weight decay is torch's: the decay of each group is added to its gradients."""

    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False, *, maximize=False):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize=maximize)

    def construct(self, gradients):
        decays = [group["weight_decay"] for group in self.param_groups]
        decayed = []
        for group, decay, start in zip(self.param_groups, decays, self.group_start_id):
            signed = -decay if group["maximize"] else decay
            for param, grad in zip(group["params"], gradients[start:]):
                decayed.append(grad + signed * param if decay else grad)
            group["weight_decay"] = 0.0
        try:
            return super().construct(tuple(decayed))
        finally:
            for group, decay in zip(self.param_groups, decays):
                group["weight_decay"] = decay
