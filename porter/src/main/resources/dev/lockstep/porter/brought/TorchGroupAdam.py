class TorchGroupAdam(mindspore.experimental.optim.AdamW):
    """Adam whose weight decay is torch's: the decay of each group is added to its gradients."""

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
