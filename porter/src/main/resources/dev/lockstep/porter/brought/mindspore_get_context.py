def mindspore_get_context(attr_key):
    """What MindSpore's context says: the device, its number, and the mode in which torch runs."""
    settings = {
        "device_target": "GPU" if torch.cuda.is_available() else "CPU",
        "device_id": int(os.environ.get("LOCAL_RANK", 0)),
        "mode": 1,
    }
    return settings[attr_key]
