def mindspore_schedule(optimizer, learning_rate):
    """Gives each step its rate, by a count that is saved and loaded with the optimizer."""
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, learning_rate)

    def after_step(*_):
        scheduler.step()
        optimizer.param_groups[0]["global_step"] = scheduler.last_epoch

    def after_load(*_):
        scheduler.last_epoch = optimizer.param_groups[0].get("global_step", 0)

    optimizer.register_step_post_hook(after_step)
    optimizer.register_load_state_dict_post_hook(after_load)
    return scheduler
