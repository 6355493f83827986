class MindSporeTrainOneStepCell(torch.nn.Module):
    """A training step: the loss, the gradients of sens times the loss, and a step of the optimizer."""

    def __init__(self, network, optimizer, sens=1.0):
        super().__init__()
        self.network = network
        self.optimizer = optimizer
        self.weights = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        self.sens = sens
        self.reducer_flag = False
        self.grad_reducer = torch.nn.Identity()

    def forward(self, *inputs):
        loss = self.network(*inputs)
        self.optimizer.zero_grad()
        (loss if self.sens == 1.0 else loss * self.sens).sum().backward()
        self.optimizer.step()
        return loss
