class MindSporeModel:
    """The training loop of a Model of MindSpore: for each batch the loss, its gradients and a step of the optimizer.

    A network without an optimizer beside it is a training step of its own. A loss scale multiplies the loss; an
    optimizer with a loss_scale divides the gradients by it again.
    """

    def __init__(self, network, loss_fn=None, optimizer=None, loss_scale_manager=None):
        self.network = network
        self.optimizer = optimizer
        self.train_network = network
        if optimizer is not None:
            loss = network if loss_fn is None else MindSporeWithLossCell(network, loss_fn)
            one_step = loss_scale_manager.one_step if loss_scale_manager else MindSporeTrainOneStepCell
            self.train_network = one_step(loss, optimizer)

    def train(self, epoch, train_dataset, callbacks=None, dataset_sink_mode=False, sink_size=-1, initial_epoch=0):
        listed = callbacks if isinstance(callbacks, (list, tuple)) else [callbacks] if callbacks else []
        sinks = dataset_sink_mode and sink_size > 0
        size = sink_size if sinks else len(train_dataset)
        context = MindSporeRunContext(
            mode="train", network=self.network, train_network=self.train_network, optimizer=self.optimizer,
            train_dataset=train_dataset, list_callback=listed, epoch_num=epoch, batch_num=size,
            cur_epoch_num=initial_epoch, cur_step_num=0, dataset_sink_mode=False,
        )
        params = context.original_args()

        def call(stage):
            for callback in listed:
                getattr(callback, stage)(context)

        def endless():
            while True:
                yield from train_dataset

        rest = endless()
        self.train_network.train()
        call("on_train_begin")
        for number in range(initial_epoch, epoch):
            params.cur_epoch_num = number + 1
            call("on_train_epoch_begin")
            for batch in (next(rest) for _ in range(size)) if sinks else train_dataset:
                params.cur_step_num += 1
                call("on_train_step_begin")
                self.train_network.train()
                inputs = batch if isinstance(batch, (list, tuple)) else [batch]
                params.net_outputs = self.train_network(*inputs)
                call("on_train_step_end")
                if context.get_stop_requested():
                    break
            call("on_train_epoch_end")
            if context.get_stop_requested():
                break
        call("on_train_end")

    def predict(self, *inputs):
        self.network.eval()
        return self.network(*inputs)
