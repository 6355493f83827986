package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/** A change of a rate in MindSpore: {@code ops.assign(group["lr"], rate)}. */
public final class RateAssignment implements Rule {
  private static final Text STORED =
      new Text("torch keeps the rate as a number in the group", "torch 把学习率作为数值存放在组中");
  private static final Text OTHER = new Text("not a group of an optimizer", "不是优化器的参数组");
  private static final Text ATTRIBUTE =
      new Text(
          "MindSpore keeps one rate in the optimizer; in torch each group of param_groups has its own",
          "MindSpore 在优化器中保存学习率；torch 中 param_groups 的每个组各有学习率");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.GROUP_MUTATION)
        .toList()
        .forEach(
            f -> Call.of(f.node()).ifPresentOrElse(c -> assign(port, f, c), () -> keep(port, f)));
  }

  private void keep(FilePort port, Facing facing) {
    Construct construct = facing.subject().isPresent() ? Construct.GROUP_MUTATION : Construct.OTHER;
    port.kept(
        this, facing.node(), construct, facing.subject().isPresent() ? Sentences.SAME : OTHER);
  }

  private void assign(FilePort port, Facing facing, Call call) {
    Node target = facing.subject().orElseThrow();
    if (!Statements.isAlone(call.node())
        || !target.is("subscript")
        || call.arguments().size() != 2
        || !isPorted(port, target)) {
      port.refused(this, call.node(), Construct.GROUP_MUTATION, ATTRIBUTE);
      return;
    }
    Node value = call.arguments().get(1).value();
    port.edits().replace(call.node(), r -> r.text(target) + " = " + r.text(value));
    port.changed(
        this, call.node(), Construct.GROUP_MUTATION, Verdict.EQUIVALENT, STORED, Optional.empty());
  }

  private static boolean isPorted(FilePort port, Node target) {
    List<OptimizerPlan> plans =
        port.program().ownerOfGroup(target.get("value")).map(port.plans()::of).orElse(List.of());
    return plans.stream().allMatch(OptimizerPlan::isPorted);
  }
}
