package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;

/** OneFlow's graphs, which take an optimizer and step it themselves. */
public final class GraphMode implements Rule {
  private static final Text COMPILED =
      new Text(
          "a graph clips, steps and schedules its optimizer by itself; in torch write zero_grad(), the"
              + " loss, backward(), step() and the scheduler's step() in the loop",
          "计算图会自行裁剪、更新并调度其优化器；torch 中请在循环里写 zero_grad()、损失、backward()、step() 以及调度器的 step()");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.STEP)
        .filter(f -> Call.of(f.node()).filter(c -> c.name().equals("add_optimizer")).isPresent())
        .toList()
        .forEach(facing -> port.refused(this, facing.node(), Construct.STEP, COMPILED));
  }
}
