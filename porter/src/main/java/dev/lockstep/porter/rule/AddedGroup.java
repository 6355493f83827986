package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;

/** A group that is added to an optimizer after its construction. */
public final class AddedGroup implements Rule {
  private static final Text ADDED =
      new Text(
          "MindSpore's optimizers make their state when they are built: give them all groups at once",
          "MindSpore 的优化器在构造时建立状态：请一次给出所有参数组");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.GROUP)
        .toList()
        .forEach(facing -> port.refused(this, facing.node(), Construct.GROUP, ADDED));
  }
}
