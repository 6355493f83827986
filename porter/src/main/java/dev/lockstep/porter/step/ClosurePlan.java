package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code optimizer.step(closure)}: a function of no arguments that clears, computes the loss, takes
 * its gradients and returns it.
 *
 * @param step the call of step
 * @param result the variable that gets the loss of the step, if there is one
 * @param backward the call of backward in the closure
 * @param clears the calls in it that clear the gradients
 */
public record ClosurePlan(Call step, Optional<String> result, Node backward, List<Node> clears) {

  /** How a step is given a closure, if it is one of that kind. */
  public static Optional<ClosurePlan> of(
      TrainingProgram program, List<Facing> facings, Facing stepCall) {
    Call step = Call.of(stepCall.node()).orElseThrow();
    boolean own = step.receiver().equals(stepCall.subject()) && step.positional(0).isPresent();
    if (!own || step.arguments().size() != 1) {
      return Optional.empty();
    }
    Optional<String> result = Statements.target(step.node()).map(Node::text);
    boolean alone = Statements.isAlone(step.node()) || result.isPresent();
    return program
        .flow()
        .origin(step.arguments().get(0).value())
        .filter(f -> alone && f.is("function_definition") && f.source() == step.node().source())
        .filter(f -> f.get("parameters").children().isEmpty())
        .flatMap(f -> of(step, result, f, facings));
  }

  private static Optional<ClosurePlan> of(
      Call step, Optional<String> result, Node function, List<Facing> facings) {
    String optimizer = step.receiver().orElseThrow().text();
    List<Node> body = function.get("body").children();
    List<Node> backwards = new ArrayList<>();
    List<Node> clears = new ArrayList<>();
    for (Facing facing : facings) {
      if (!function.contains(facing.node())) {
        continue;
      }
      boolean alone =
          Statements.isAlone(facing.node()) && body.contains(Statements.of(facing.node()));
      boolean clearing =
          facing.construct() == Construct.ZERO_GRAD
              && facing.subject().filter(s -> s.text().equals(optimizer)).isPresent();
      if (alone && clearing) {
        clears.add(facing.node());
      } else if (alone && facing.construct() == Construct.BACKWARD) {
        backwards.add(facing.node());
      } else if (facing.construct() != Construct.LR_READ) {
        return Optional.empty();
      }
    }
    Node last = body.get(body.size() - 1);
    boolean whole = backwards.size() == 1 && !clears.isEmpty() && isLossOf(backwards.get(0), last);
    return whole
        ? Optional.of(new ClosurePlan(step, result, backwards.get(0), clears))
        : Optional.empty();
  }

  private static boolean isLossOf(Node backward, Node last) {
    Call call = Call.of(backward).orElseThrow();
    return last.is("return_statement")
        && call.arguments().isEmpty()
        && last.children().size() == 1
        && last.children().get(0).text().equals(call.receiver().orElseThrow().text());
  }
}
