package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.StepMethod;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A method of the script that takes a step of the optimizer which its object holds: it is handed
 * the gradients, and hands them on. An object that stands for its optimizer names the parameters as
 * MindSpore's optimizers do.
 */
public final class SteppingMethod implements Rule {
  private static final Text HANDED =
      new Text(
          "the method is handed the gradients: its callers call it with them, as they call an optimizer",
          "该方法接收梯度：调用者像调用优化器那样以梯度调用它");
  private static final Text NO_CALLER =
      new Text("no call of this method is a step that could be taken apart", "此方法的调用均不是可拆解的更新步骤");

  @Override
  public void apply(FilePort port) {
    Map<Node, StepMethod> wrapping = new LinkedHashMap<>();
    for (StepMethod method : port.program().stepMethods()) {
      boolean here = method.function().source() == port.file().source();
      if (here && apply(port, method) && method.wraps()) {
        wrapping.putIfAbsent(method.type(), method);
      }
    }
    wrapping.values().forEach(method -> wrap(port, method));
  }

  /** Whether a method is handed the gradients. */
  private boolean apply(FilePort port, StepMethod method) {
    Node step = method.step().node();
    boolean ported = Subjects.arePorted(port, method.optimizer());
    if (port.isMarked(step) || !ported || !isHanded(port, method)) {
      port.refused(this, step, Construct.STEP, ported ? NO_CALLER : Sentences.OPTIMIZER_STAYS);
      return false;
    }
    hand(port, method);
    Stream.of(method.function().get("parameters"), step)
        .forEach(
            n -> port.changed(this, n, Construct.STEP, Verdict.REWRITE, HANDED, Optional.empty()));
    return true;
  }

  /**
   * Whether one of its calls gets gradients; so do those of other scripts if there is none here.
   */
  private static boolean isHanded(FilePort port, StepMethod method) {
    List<Facing> calls =
        port.plans()
            .survey()
            .facings()
            .filter(f -> f.construct() == Construct.STEP)
            .filter(f -> calls(port, f, method))
            .toList();
    return calls.isEmpty() || calls.stream().anyMatch(port.plans()::isStepPorted);
  }

  private static boolean calls(FilePort port, Facing facing, StepMethod method) {
    return Call.of(facing.node())
        .flatMap(port.program()::stepMethod)
        .filter(method::equals)
        .isPresent();
  }

  /** Hands the gradients on. */
  private static void hand(FilePort port, StepMethod method) {
    Node function = method.function();
    boolean free = function.descendants("identifier").noneMatch(n -> n.text().equals("grads"));
    String grads = free ? "grads" : port.freshName("grads");
    Node self = function.get("parameters").children().get(0);
    port.edits().insert(self.end(), r -> ", " + grads);
    port.edits().replace(method.step().node(), r -> r.text(method.optimizer()) + "(" + grads + ")");
  }

  /** Names the parameters of what an object stands for, and no longer clears their gradients. */
  private void wrap(FilePort port, StepMethod method) {
    String self = method.function().get("parameters").children().get(0).text();
    int start = Statements.of(method.function()).start();
    port.edits()
        .insert(
            start,
            r ->
                String.join(
                    r.newline() + r.indent(start),
                    "@property",
                    "def parameters(" + self + "):",
                    r.unit() + "return " + method.optimizer().text() + ".parameters" + r.newline(),
                    ""));
    clearings(port, method).forEach(facing -> clear(port, facing));
  }

  /** Where the class clears the gradients of its optimizer. */
  private static List<Facing> clearings(FilePort port, StepMethod method) {
    return port.open(Construct.ZERO_GRAD)
        .filter(f -> method.type().contains(f.node()))
        .filter(f -> Statements.isAlone(f.node()))
        .filter(f -> f.subject().orElseThrow().text().equals(method.optimizer().text()))
        .toList();
  }

  private void clear(FilePort port, Facing facing) {
    port.edits().remove(Statements.of(facing.node()));
    port.changed(this, facing.node(), Construct.ZERO_GRAD, Sentences.CLEARED);
  }
}
