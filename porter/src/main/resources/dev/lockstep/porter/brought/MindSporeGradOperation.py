class MindSporeGradOperation:
    """Derives a function: by its first input, by all of them, by weights, or by both; sens is the output's gradient."""

    def __init__(self, get_all=False, get_by_list=False, sens_param=False):
        self.get_all = get_all
        self.get_by_list = get_by_list
        self.sens_param = sens_param

    def __call__(self, fn, weights=None):
        def gradients(*inputs):
            given, sens = (inputs[:-1], inputs[-1]) if self.sens_param else (inputs, None)
            if self.get_by_list and not self.get_all:
                return mindspore_gradients(fn(*given), weights, sens)
            positions = range(len(given)) if self.get_all else [0]
            _, by_input, by_weight = mindspore_derived(fn, given, positions, weights if self.get_by_list else (), sens)
            by_input = by_input if self.get_all else by_input[0]
            return (by_input, by_weight) if self.get_by_list else by_input

        return gradients
