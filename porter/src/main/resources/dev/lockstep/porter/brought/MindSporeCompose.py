class MindSporeCompose:
    """Operations, one after the other."""

    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, *values):
        for transform in self.transforms:
            result = transform(*values)
            values = result if isinstance(result, tuple) else (result,)
        return values[0] if len(values) == 1 else values
