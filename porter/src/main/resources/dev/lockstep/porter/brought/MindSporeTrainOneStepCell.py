class MindSporeTrainOneStepCell(torch.nn.Module):
    """A training step: the loss, the gradients of sens times the loss, and a step of the optimizer."""

    def __init__(self, network, optimizer, sens=1.0):
        super().__init__()
        self.network = network
        self.optimizer = optimizer
        self.weights = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        self.sens = sens
        reducer = vars(torch.distributed).get("data_parallel_reducer")
        self.reducer_flag = reducer is not None
        self.grad_reducer = reducer or torch.nn.Identity()
        if reducer is not None:
            reducer.start(self.weights)

    def reduce_gradients(self):
        """Puts the gradients of several processes together."""
        gradients = self.grad_reducer([parameter.grad for parameter in self.weights])
        for parameter, gradient in zip(self.weights, gradients):
            parameter.grad = gradient

    def forward(self, *inputs):
        loss = self.network(*inputs)
        self.optimizer.zero_grad()
        (loss if self.sens == 1.0 else loss * self.sens).sum().backward()
        self.reduce_gradients()
        self.optimizer.step()
        return loss
