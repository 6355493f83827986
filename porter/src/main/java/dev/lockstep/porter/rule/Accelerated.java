package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;

/** {@code accelerate.Accelerator(...)}: its steps are ported as those of one process. */
public final class Accelerated implements Rule {
  private static final Text ONE_PROCESS =
      new Text(
          "the port trains as this does in one process in float32; several processes and mixed precision"
              + " have no counterpart here",
          "移植后的训练等同于单进程 float32 训练；多进程与混合精度在此处没有对应项");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(call -> Accelerate.builds(port.program(), call))
        .map(Call::node)
        .toList()
        .forEach(call -> port.refused(this, call, Construct.MODEL, ONE_PROCESS));
  }
}
