def load_model_state(model, state):
    """Loads a state in the middle of a training: an optimizer that has stepped sees no other memory of its parameters."""
    own = model.state_dict()
    if own.keys() != state.keys():
        raise KeyError(f"not in both states: {sorted(own.keys() ^ state.keys())}")
    for name, value in state.items():
        mindspore.ops.assign(own[name], value)
