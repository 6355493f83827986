class MindSporeMultitypeFuncGraph:
    """Functions under one name: the one for the kinds of the arguments is called."""

    def __init__(self, name, read_value=False):
        self._name = name
        self._functions = []

    def register(self, *kinds):
        def add(function):
            self._functions.append((kinds, function))
            return function

        return add

    def __call__(self, *arguments):
        for kinds, function in self._functions:
            if len(kinds) == len(arguments) and all(map(self._fits, kinds, arguments)):
                return function(*arguments)
        raise TypeError(f"{self._name} knows no such arguments: {[type(argument) for argument in arguments]}")

    @staticmethod
    def _fits(kind, value):
        if str(kind) in ("Number", "Int", "Float", "Bool"):
            return isinstance(value, (bool, int, float))
        return isinstance(value, torch.Tensor) if str(kind) == "Tensor" else str(kind) == "Function" and callable(value)
