def save_state(state, path):
    """Saves a dict of states and plain values as one MindSpore checkpoint.

    A tensor is called by the keys that lead to it, joined by "/"; a plain value is kept as JSON.
    """
    tensors, values = [], {}

    def put(name, value):
        if isinstance(value, dict) and value:
            for key, inner in value.items():
                put(f"{name}/{key}" if name else str(key), inner)
        elif isinstance(value, mindspore.Tensor):
            tensors.append({"name": name, "data": value})
        else:
            plain = lambda other: other.tolist() if hasattr(other, "tolist") else vars(other)
            values[name] = json.dumps(value, default=plain)

    put("", state)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "state.ckpt")
        mindspore.save_checkpoint(tensors, file, append_dict=values)
        shutil.copyfile(file, path)
