package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import java.util.regex.Pattern;

/** {@code optimizer.parameters}: in torch, those of all groups. */
public final class OptimizerParameters implements Rule {
  private static final Text GROUPS =
      new Text("the parameters of all groups, in MindSpore's order", "所有组的参数，按 MindSpore 的顺序");
  private static final Text OTHERS =
      new Text(
          "torch's optimizer has its parameters in groups: give each group's \"params\" the new ones",
          "torch 优化器的参数保存在参数组中：请为每组的 \"params\" 赋予新参数");

  /** What an optimizer that comes from elsewhere is called. */
  private static final Pattern OPTIMIZER = Pattern.compile("(?i)_?(\\w*optim(izer)?|opt)");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> n.get("attribute").text().equals("parameters"))
        .filter(n -> !n.field().equals("function") && !port.isInRefused(n))
        .filter(n -> !port.edits().covers(n) && isOfPorted(port, n.get("object")))
        .toList()
        .forEach(n -> write(port, n));
  }

  private static boolean isOfPorted(FilePort port, Node optimizer) {
    String name = optimizer.is("attribute") ? optimizer.get("attribute").text() : optimizer.text();
    boolean known = !port.plans().of(optimizer).isEmpty() || OPTIMIZER.matcher(name).matches();
    return known && LossNetwork.isName(optimizer) && Subjects.arePorted(port, optimizer);
  }

  private void write(FilePort port, Node attribute) {
    if (Effects.isTarget(attribute)) {
      port.refused(this, attribute, Construct.GROUP_MUTATION, OTHERS);
      return;
    }
    Node optimizer = attribute.get("object");
    String all =
        isReordered(port)
            ? BroughtCode.function(port, "mindspore_parameters") + "(%s)"
            : "[param for group in %s.param_groups for param in group[\"params\"]]";
    port.edits().replace(attribute, r -> all.formatted(r.text(optimizer)));
    port.changed(this, attribute, Construct.GROUP, GROUPS);
  }

  /** Whether the parameters of some optimizer stand in groups that MindSpore's does not have. */
  private static boolean isReordered(FilePort port) {
    return port.plans().optimizers().stream().anyMatch(plan -> plan.exemptModel().isPresent());
  }
}
