package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;

/**
 * Attributes of torch's objects that those of MindSpore have not, or do not let be set: {@code
 * optimizer.state}, {@code self.mean = value} of a registered buffer.
 */
public final class LeftAttribute implements Rule {
  private static final Text STATE =
      new Text(
          "MindSpore's optimizers keep no state by parameter: their moments are tuples (exp_avg, moments"
              + " and others) in the order of optimizer.parameters",
          "MindSpore 的优化器不按参数保存状态：其矩是元组（exp_avg、moments 等），顺序与 optimizer.parameters 相同");
  private static final Text BUFFER =
      new Text(
          "MindSpore refuses another tensor in the place of a registered buffer; ops.assign changes the"
              + " buffer itself, through which no gradient flows",
          "MindSpore 不允许用另一张量替换已注册的 buffer；ops.assign 会修改该 buffer 本身，且梯度不会流经它");

  @Override
  public void apply(FilePort port) {
    port.file().root().descendants("attribute").forEach(n -> decide(port, n));
  }

  private void decide(FilePort port, Node attribute) {
    Node object = attribute.get("object");
    String name = attribute.get("attribute").text();
    if (name.equals("state") && !Flow.isSelf(object) && port.program().isOptimizer(object)) {
      refuse(port, attribute, Construct.STATE, STATE);
    } else if (isWritten(attribute) && isBuffer(object, name)) {
      refuse(port, attribute, Construct.MODEL, BUFFER);
    }
  }

  private void refuse(FilePort port, Node attribute, Construct construct, Text why) {
    if (!port.isInRefused(attribute)
        && !port.isMarked(attribute)
        && !port.edits().covers(attribute)) {
      port.refused(this, attribute, construct, why);
    }
  }

  private static boolean isWritten(Node attribute) {
    boolean augmented =
        attribute.field().equals("left")
            && attribute.parent().filter(p -> p.is("augmented_assignment")).isPresent();
    return augmented || Effects.isTarget(attribute);
  }

  private static boolean isBuffer(Node object, String name) {
    return Flow.isSelf(object)
        && Flow.enclosingClass(object).stream()
            .flatMap(Call::in)
            .filter(c -> c.name().equals("register_buffer"))
            .flatMap(c -> c.argument(0, "name").stream())
            .anyMatch(a -> a.value().text().matches("[\"']" + name + "[\"']"));
  }
}
