def schedule_state(schedule):
    """The parameters and numbers of a scheduler, or of a loss scaler."""
    own = vars(schedule)
    kinds = (mindspore.Parameter, int, float)
    state = {name: value for name, value in own.items() if isinstance(value, kinds)}
    if "base_lrs" in own:
        state["base_lrs"] = [float(rate) for rate in own["base_lrs"]]
    for index, inner in enumerate(own.get("_schedulers", [])):
        state.setdefault("_schedulers", {})[str(index)] = schedule_state(inner)
    return state
