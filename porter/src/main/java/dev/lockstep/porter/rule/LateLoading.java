package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Training;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * {@code load_param_into_net(net, state)} while an optimizer is in use: MindSpore gives the
 * parameters other memory, and an optimizer that has stepped goes on with the old one.
 */
public final class LateLoading implements Rule {
  private static final Text LATE =
      new Text(
          "MindSpore's optimizer has stepped and does not train parameters that are loaded then (2.10);"
              + " torch's goes on with the loaded ones",
          "MindSpore 的优化器执行过更新后，不再训练此后加载的参数（2.10）；torch 的优化器会从加载的值继续训练");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> !port.isSettled(c.node()))
        .filter(c -> loaded(port, c).filter(net -> hasStepped(port, net, c.node())).isPresent())
        .filter(c -> port.plans().survey().training().isDuring(c.node()))
        .toList()
        .forEach(c -> port.refused(this, c.node(), Construct.STATE, LATE));
  }

  /** The network that a call loads parameters into. */
  private static Optional<Node> loaded(FilePort port, Call call) {
    String name = port.program().qualified(call.callee()).orElse("");
    Optional<Argument> net =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "load_param_into_net" -> call.argument(0, "net");
          case "load_checkpoint" -> call.argument(1, "net");
          default -> Optional.empty();
        };
    return net.map(Argument::value);
  }

  /** Whether an optimizer that is not new at a place has parameters of a network. */
  static boolean hasStepped(FilePort port, Node net, Node place) {
    Flow flow = port.program().flow();
    Training training = port.plans().survey().training();
    return port.plans().optimizers().stream()
        .filter(plan -> !training.isNew(plan.site().node(), place))
        .map(OptimizerPlan::groups)
        .flatMap(groups -> groups.parameterCalls().stream())
        .flatMap(node -> Call.of(node).flatMap(Call::receiver).stream())
        .anyMatch(model -> flow.origins(model).stream().anyMatch(flow.origins(net)::contains));
  }
}
