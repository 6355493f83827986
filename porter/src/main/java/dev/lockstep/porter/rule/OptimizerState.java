package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;

/** Saving and loading of an optimizer's or a scheduler's state. */
public final class OptimizerState implements Rule {
  private static final Text STATE =
      new Text(
          "MindSpore saves an optimizer with save_checkpoint and loads it with load_param_into_net;"
              + " its schedulers have no state to save",
          "MindSpore 用 save_checkpoint 保存优化器、用 load_param_into_net 加载；其调度器没有可保存的状态");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.STATE)
        .toList()
        .forEach(facing -> port.refused(this, facing.node(), Construct.STATE, STATE));
  }
}
