package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.ScalingStep;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/**
 * A class whose objects do all of a step when they are called: in the port they are called with the
 * gradients. The script's own keeps its name and extends what is written into the file; timm's is
 * replaced by that.
 */
public final class ScalerClass implements Rule {
  private static final String BROUGHT = "TorchScalingStep";

  private static final Text HANDED =
      new Text(
          "it is called with the gradients of the scaled loss: adds them up, undoes the scale, clips and steps"
              + " as torch's does",
          "以缩放后损失的梯度调用：与 torch 相同地累加、还原缩放、裁剪并更新");

  @Override
  public void apply(FilePort port) {
    if (!arePorted(port)) {
      return;
    }
    port.file()
        .root()
        .descendants("class_definition")
        .filter(ScalingStep::isScaler)
        .toList()
        .forEach(type -> extend(port, type));
    port.calls()
        .filter(call -> call.arguments().isEmpty() && ScalingStep.isTimm(port.program(), call))
        .toList()
        .forEach(call -> replace(port, call));
  }

  /** Whether all steps of a project that such objects do are ported, and there is one. */
  static boolean arePorted(FilePort port) {
    List<Facing> steps =
        port.plans()
            .survey()
            .facings()
            .filter(f -> f.construct() == Construct.STEP)
            .filter(f -> Call.of(f.node()).flatMap(c -> step(port, c)).isPresent())
            .toList();
    return !steps.isEmpty()
        && steps.stream().allMatch(port.plans()::isStepPorted)
        && port.program().project().files().stream()
            .flatMap(file -> Call.in(file.root()))
            .filter(call -> !call.arguments().isEmpty())
            .filter(call -> ScalingStep.isOfScaler(port.program(), call))
            .allMatch(call -> step(port, call).isPresent());
  }

  private static Optional<ScalingStep> step(FilePort port, Call call) {
    return ScalingStep.of(port.program(), call);
  }

  /** The class without its methods, and with a base class that has them. */
  private void extend(FilePort port, Node type) {
    String base = "(" + BroughtCode.function(port, BROUGHT) + ")";
    Optional<Node> bases = type.find("superclasses");
    bases.ifPresentOrElse(
        written -> port.edits().replace(written, base),
        () -> port.edits().insert(type.get("name").end(), r -> base));
    withoutMethods(port, type.get("body"), Flow.methods(type).get(0));
    port.plans().survey().facings(port.file()).stream()
        .filter(f -> type.contains(f.node()))
        .forEach(f -> port.settle(f.node()));
    port.changed(this, type, Construct.AMP, Verdict.EQUIVALENT, HANDED, Optional.empty());
  }

  /** What stands in front of the methods stays. */
  private static void withoutMethods(FilePort port, Node body, Node first) {
    int from =
        body.children().stream()
            .filter(s -> Statements.isStatement(s) && s.end() <= first.start())
            .mapToInt(Node::end)
            .max()
            .orElse(-1);
    if (from < 0) {
      port.edits().replace(first.start(), body.end(), Replacement.of("pass"));
    } else {
      port.edits().replace(from, body.end(), Replacement.of(""));
    }
  }

  private void replace(FilePort port, Call call) {
    port.edits().replace(call.callee(), BroughtCode.function(port, BROUGHT));
    port.changed(this, call.node(), Construct.AMP, Verdict.EQUIVALENT, HANDED, Optional.empty());
  }
}
