package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * A schedule of the script's own, a subclass of {@code LearningRateSchedule}: LambdaLR calls it.
 */
public final class OwnSchedule implements Rule {
  private static final Text CALLED =
      new Text(
          "LambdaLR calls it with the number of the step; MindSpore computes it in float32",
          "LambdaLR 以步数调用它；MindSpore 以 float32 计算");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.SCHEDULER).toList()) {
      Flow.enclosingClass(facing.node())
          .or(() -> facing.node().parent())
          .filter(type -> type.is("class_definition") && type.get("name") == facing.node())
          .flatMap(port.program()::scheduleBase)
          .ifPresent(base -> write(port, facing.node(), base));
    }
  }

  private void write(FilePort port, Node name, Node base) {
    port.edits().replace(base, BroughtCode.function(port, "MindSporeLearningRateSchedule"));
    port.changed(this, name, Construct.SCHEDULER, Verdict.EQUIVALENT, CALLED, Optional.empty());
  }
}
