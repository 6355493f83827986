def mindspore_group_rates(params, learning_rate):
    """Takes the rates out of groups of parameters: for each group a function of the step, as LambdaLR takes them."""
    groups = [group for group in params if isinstance(group, dict)] or [{}]
    return [mindspore_rate(group.pop("lr", learning_rate)) for group in groups]
