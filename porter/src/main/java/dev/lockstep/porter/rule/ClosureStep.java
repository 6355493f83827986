package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code optimizer.step(closure)} of an optimizer that calls the closure once: without clearing and
 * backward pass it is the function whose gradients are taken.
 */
public final class ClosureStep implements Rule {
  private static final Text CLOSURE =
      new Text(
          "the closure computes the loss; value_and_grad calls it and gives its gradients",
          "闭包计算损失；value_and_grad 调用它并给出梯度");
  private static final Text STEP =
      new Text("the optimizer is called with the gradients", "以梯度调用优化器");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Call call = Call.of(facing.node()).orElseThrow();
      boolean own = call.receiver().equals(facing.subject()) && call.arguments().size() == 1;
      if (own && isPorted(port, facing) && !port.isMarked(facing.node())) {
        Closure.of(port, call).ifPresent(closure -> write(port, call, closure));
      }
    }
  }

  private static boolean isPorted(FilePort port, Facing step) {
    List<OptimizerPlan> plans = port.plans().of(step.subject().orElseThrow());
    return plans.stream()
        .allMatch(p -> port.isMade(p) && p.rewrites().isEmpty() && p.decay().isEmpty());
  }

  private void write(FilePort port, Call call, Closure closure) {
    Node statement = Statements.of(call.node());
    String loss = result(statement, call).orElseGet(() -> port.freshName("loss_value"));
    String grads = port.freshName("grads");
    Node optimizer = call.receiver().orElseThrow();
    port.edits()
        .replace(
            statement,
            r ->
                "%s, %s = %s(%s, None, %s.parameters)()%s%s(%s)"
                    .formatted(
                        loss,
                        grads,
                        r.name("mindspore.value_and_grad", call.node()),
                        r.text(call.arguments().get(0).value()),
                        optimizer.text(),
                        r.between(statement),
                        optimizer.text(),
                        grads));
    closure.clears.forEach(c -> cleared(port, c));
    port.edits().remove(Statements.of(closure.backward));
    port.changed(
        this, closure.backward, Construct.BACKWARD, Verdict.REWRITE, CLOSURE, Optional.empty());
    port.changed(this, call.node(), Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
  }

  private void cleared(FilePort port, Node clear) {
    port.edits().remove(Statements.of(clear));
    port.changed(this, clear, Construct.ZERO_GRAD, Sentences.CLEARED);
  }

  /** The variable that gets the loss of the step, if there is one. */
  private static Optional<String> result(Node statement, Call call) {
    return statement
        .descendants("assignment")
        .filter(a -> a.find("right").filter(right -> right == call.node()).isPresent())
        .map(a -> a.get("left").text())
        .findFirst();
  }

  /** A function of no arguments: it clears, computes the loss, takes its gradients, returns it. */
  private record Closure(Node backward, List<Node> clears) {
    static Optional<Closure> of(FilePort port, Call step) {
      Node statement = Statements.of(step.node());
      boolean alone = StepStatements.isAlone(step.node()) || result(statement, step).isPresent();
      Optional<Node> function =
          port.program()
              .flow()
              .origin(step.arguments().get(0).value())
              .filter(f -> f.is("function_definition") && f.source() == port.file().source())
              .filter(f -> f.get("parameters").children().isEmpty());
      return alone
          ? function.flatMap(f -> of(port, f, step.receiver().orElseThrow()))
          : Optional.empty();
    }

    private static Optional<Closure> of(FilePort port, Node function, Node optimizer) {
      List<Node> body = function.get("body").children();
      Node last = body.get(body.size() - 1);
      List<Node> backwards = new ArrayList<>();
      List<Node> clears = new ArrayList<>();
      for (Facing facing : port.plans().survey().facings(port.file())) {
        if (!function.contains(facing.node())) {
          continue;
        }
        boolean alone =
            StepStatements.isAlone(facing.node()) && body.contains(Statements.of(facing.node()));
        boolean clears_ =
            facing.construct() == Construct.ZERO_GRAD
                && facing.subject().filter(s -> s.text().equals(optimizer.text())).isPresent();
        if (alone && clears_) {
          clears.add(facing.node());
        } else if (alone && facing.construct() == Construct.BACKWARD) {
          backwards.add(facing.node());
        } else if (facing.construct() != Construct.LR_READ) {
          return Optional.empty();
        }
      }
      boolean whole =
          backwards.size() == 1
              && !clears.isEmpty()
              && last.is("return_statement")
              && isLossOf(backwards.get(0), last);
      return whole ? Optional.of(new Closure(backwards.get(0), clears)) : Optional.empty();
    }

    private static boolean isLossOf(Node backward, Node returned) {
      Call call = Call.of(backward).orElseThrow();
      return call.arguments().isEmpty()
          && returned.children().size() == 1
          && returned.children().get(0).text().equals(call.receiver().orElseThrow().text());
    }
  }
}
