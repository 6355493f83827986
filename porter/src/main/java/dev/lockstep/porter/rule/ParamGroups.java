package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Family;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an optimizer is given: {@code parameters()}, {@code named_parameters()}, dictionaries. */
public final class ParamGroups implements Rule {
  private static final Text GROUP = new Text("a group with the same keys", "键相同的参数组");
  private static final Text LISTED =
      new Text(
          "made a list: mindspore.nn reads the parameters of a group more than once",
          "转为列表：mindspore.nn 会多次读取组内参数");

  @Override
  public void apply(FilePort port) {
    Set<Node> done = new LinkedHashSet<>();
    for (OptimizerPlan plan : port.plans().optimizers()) {
      if (port.isMade(plan)) {
        plan.groups().parameterCalls().stream()
            .filter(n -> n.source() == port.file().source() && !port.isInRefused(n) && done.add(n))
            .forEach(n -> parameters(port, Call.of(n).orElseThrow()));
        plan.groups().groups().forEach((node, entries) -> group(port, plan, node, entries, done));
      }
    }
  }

  private void group(
      FilePort port, OptimizerPlan plan, Node node, Map<String, Node> entries, Set<Node> done) {
    if (node.source() != port.file().source() || !done.add(node)) {
      return;
    }
    Optional<Node> params = Optional.ofNullable(entries.get("params"));
    boolean lazy =
        plan.family().equals(Optional.of(Family.NN))
            && params.filter(value -> OneTimeIterables.mayBe(port, value)).isPresent();
    if (lazy) {
      Node value = params.orElseThrow();
      port.edits().replace(value, r -> "list(" + r.text(value) + ")");
      port.changed(this, node, Construct.GROUP, Verdict.EXACT, LISTED, Optional.empty());
    } else {
      port.kept(this, node, Construct.GROUP, GROUP);
    }
  }

  private static void parameters(FilePort port, Call call) {
    if (call.callee().is("attribute")) {
      ModelParameters.forOptimizer(port, call);
    }
  }
}
