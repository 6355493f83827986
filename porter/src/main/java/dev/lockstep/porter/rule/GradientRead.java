package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.step.GradientUses;
import java.util.List;

/** {@code p.grad} that no ported step answers. */
public final class GradientRead implements Rule {
  private static final Text NOWHERE =
      new Text(
          "MindSpore keeps no gradient in the parameters: hand the gradients of the step on to here",
          "MindSpore 的参数中不保存梯度：请把该步的梯度传到此处");

  @Override
  public void apply(FilePort port) {
    if (!port.file().imports().contains(port.options().from())) {
      return;
    }
    List<Node> left =
        GradientUses.in(port.program(), port.file().root())
            .filter(use -> !port.isSettled(use) && !port.isInRefused(use))
            .toList();
    left.forEach(use -> port.refused(this, use, Construct.OTHER, NOWHERE));
  }
}
