def mindspore_rearrange_inputs(update):
    """An update of a metric that is given the inputs that the metric looks at."""

    def rearranged(self, *inputs):
        return update(self, *[inputs[i] for i in self.indexes or range(len(inputs))])

    return rearranged
