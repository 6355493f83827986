class MindSporeModel:
    """A Model of MindSpore: the loss of each batch, its gradients and a step of the optimizer; metrics over a dataset.

    A network without an optimizer beside it is a training step of its own. A loss scale multiplies the loss; an
    optimizer with a loss_scale divides the gradients by it again.
    """

    def __init__(
        self, network, loss_fn=None, optimizer=None, loss_scale_manager=None, metrics=None, eval_network=None,
        eval_indexes=None, boost_level="O0",
    ):
        if boost_level != "O0":
            raise ValueError(f"boost_level {boost_level}: MindSpore's ways to train faster have no counterpart here")
        self.network = network
        self.optimizer = optimizer
        self.train_network = network
        if optimizer is not None:
            loss = network if loss_fn is None else MindSporeWithLossCell(network, loss_fn)
            one_step = loss_scale_manager.one_step if loss_scale_manager else MindSporeTrainOneStepCell
            self.train_network = one_step(loss, optimizer)
        self._metrics = metrics
        self._loss_fn = loss_fn
        self._eval_network = eval_network
        self._eval_indexes = [0, 1, 2] if eval_network is None else eval_indexes

    def train(self, epoch, train_dataset, callbacks=None, dataset_sink_mode=False, sink_size=-1, initial_epoch=0):
        self.fit(
            epoch, train_dataset, callbacks=callbacks, dataset_sink_mode=dataset_sink_mode, sink_size=sink_size,
            initial_epoch=initial_epoch,
        )

    def fit(
        self, epoch, train_dataset, valid_dataset=None, valid_frequency=1, callbacks=None, dataset_sink_mode=False,
        valid_dataset_sink_mode=False, sink_size=-1, initial_epoch=0,
    ):
        sinks = dataset_sink_mode and sink_size > 0
        size = sink_size if sinks else len(train_dataset)
        context, call = self._told(
            callbacks, mode="train", train_network=self.train_network, optimizer=self.optimizer,
            train_dataset=train_dataset, epoch_num=epoch - initial_epoch, batch_num=size, cur_epoch_num=initial_epoch,
        )
        params = context.original_args()

        def endless():
            while True:
                yield from train_dataset

        def is_validated(number):
            return number % valid_frequency == 0 if isinstance(valid_frequency, int) else number in valid_frequency

        rest = endless()
        self.train_network.train()
        call("on_train_begin")
        for number in range(initial_epoch + 1, epoch + 1):
            params.cur_epoch_num = number
            call("on_train_epoch_begin")
            for batch in (next(rest) for _ in range(size)) if sinks else train_dataset:
                params.cur_step_num += 1
                call("on_train_step_begin")
                self.train_network.train()
                params.net_outputs = self.train_network(*self._inputs(batch))
                call("on_train_step_end")
                if context.get_stop_requested():
                    break
            if valid_dataset is not None and is_validated(number):
                self._validate(params, valid_dataset)
            call("on_train_epoch_end")
            params.pop("metrics", None)
            params.pop("eval_results", None)
            if context.get_stop_requested():
                break
        call("on_train_end")

    def eval(self, valid_dataset, callbacks=None, dataset_sink_mode=False):
        context, call = self._told(callbacks)
        return self._evaluate(context, call, valid_dataset)

    def _validate(self, params, valid_dataset):
        """An evaluation within a training; the callbacks that only watch a training do not see it."""
        training = {name: params[name] for name in ("mode", "cur_step_num", "batch_num", "net_outputs")}
        params.cur_step_num = 0
        watching = [c for c in params.list_callback if not vars(type(c)).get("only_trains", False)]
        self._evaluate(*self._heard(watching, params), valid_dataset, in_training=True)
        params.update(training)

    def _evaluate(self, context, call, valid_dataset, in_training=False):
        if not self._metrics:
            raise ValueError("a model without metrics cannot be evaluated")
        params = context.original_args()
        params.update(
            mode="eval", eval_network=self._eval_network or self.network, valid_dataset=valid_dataset,
            batch_num=len(valid_dataset),
        )
        for metric in self._metrics.values():
            metric.clear()
        call("on_eval_begin")
        call("on_eval_epoch_begin")
        for batch in valid_dataset:
            params.cur_step_num += 1
            call("on_eval_step_begin")
            params.eval_network.eval()
            with torch.no_grad():
                params.net_outputs = self._evaluated(*self._inputs(batch))
            call("on_eval_step_end")
            self._update(params.net_outputs)
            if context.get_stop_requested():
                break
        call("on_eval_epoch_end")
        params.metrics = {name: metric.eval() for name, metric in self._metrics.items()}
        if in_training:
            # MindSpore makes its sum of the losses anew for each batch: what is left is the last one's
            params.eval_results = {**params.metrics, "eval_loss": params.net_outputs[0].mean().item()}
        call("on_eval_end")
        return params.metrics

    def predict(self, *predict_data):
        self.network.eval()
        with torch.no_grad():
            return self.network(*predict_data)

    def _told(self, callbacks, **params):
        """What the callbacks are told, and a function that calls all of them."""
        listed = callbacks if isinstance(callbacks, (list, tuple)) else [callbacks] if callbacks else []
        told = MindSporeInternalCallbackParam(
            network=self.network, list_callback=listed, cur_step_num=0, dataset_sink_mode=False, **params
        )
        return self._heard(listed, told)

    @staticmethod
    def _heard(callbacks, params):
        context = MindSporeRunContext(params)

        def call(stage):
            for callback in callbacks:
                getattr(callback, stage)(context)

        return context, call

    def _evaluated(self, *inputs):
        """What the metrics look at: the loss, the output and the label, or what the network for it gives."""
        if self._eval_network is not None:
            return self._eval_network(*inputs)
        data, label = inputs
        outputs = self.network(data)
        return self._loss_fn(outputs, label), outputs, label

    def _update(self, outputs):
        values = outputs if isinstance(outputs, tuple) else (outputs,)
        for metric in self._metrics.values():
            if self._eval_indexes is None:
                metric.update(*values)
            else:
                loss, predicted, wanted = (values[index] for index in self._eval_indexes)
                metric.update(*([loss] if getattr(metric, "takes_loss", False) else [predicted, wanted]))

    @staticmethod
    def _inputs(batch):
        return batch if isinstance(batch, (list, tuple)) else [batch]
