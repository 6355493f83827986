def load_state(path):
    """The states and plain values of a MindSpore checkpoint; "/" in a name leads into an inner dict."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "state.ckpt")
        shutil.copyfile(path, file)
        saved = mindspore.load_checkpoint(file)
    state = {}
    for name, value in saved.items():
        *outer, last = name.split("/")
        inner = state
        for key in outer:
            inner = inner.setdefault(key, {})
        inner[last] = json.loads(value) if isinstance(value, str) else value
    return state
