def load_schedule_state(schedule, state):
    """Takes over what schedule_state gave."""
    own = vars(schedule)
    for name, value in state.items():
        if name == "base_lrs":
            schedule.base_lrs = [mindspore.Tensor(rate, mindspore.float32) for rate in value]
        elif name == "_schedulers":
            for index, inner in enumerate(own[name]):
                load_schedule_state(inner, value[str(index)])
        elif isinstance(own[name], mindspore.Parameter):
            mindspore.ops.assign(own[name], value)
        else:
            setattr(schedule, name, value)
