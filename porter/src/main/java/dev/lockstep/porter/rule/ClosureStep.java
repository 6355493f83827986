package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Rewrite;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.ClosurePlan;
import java.util.List;
import java.util.Optional;

/**
 * {@code optimizer.step(closure)}: without clearing and backward pass the closure is the function
 * whose gradients are taken, by the script once a step, or by the optimizer as often as it needs
 * them.
 */
public final class ClosureStep implements Rule {
  private static final Text CLOSURE =
      new Text(
          "the closure computes the loss; value_and_grad calls it and gives its gradients",
          "闭包计算损失；value_and_grad 调用它并给出梯度");
  private static final Text STEP =
      new Text("the optimizer is called with the gradients", "以梯度调用优化器");
  private static final Text CALLS =
      new Text(
          "the optimizer is called with the function that gives loss and gradients, and calls it several"
              + " times",
          "以给出损失与梯度的函数调用优化器，由它多次调用该函数");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Optional<ClosurePlan> closure = port.plans().survey().closure(facing.node());
      List<OptimizerPlan> plans = port.plans().of(facing.subject().orElseThrow());
      if (closure.isPresent() && isPorted(port, plans) && !port.isMarked(facing.node())) {
        write(port, closure.get(), plans.stream().anyMatch(ClosureStep::calls));
      }
    }
  }

  private static boolean isPorted(FilePort port, List<OptimizerPlan> plans) {
    boolean alike = plans.stream().map(ClosureStep::calls).distinct().count() <= 1;
    return alike
        && plans.stream()
            .allMatch(
                p -> port.isMade(p) && (p.rewrites().isEmpty() || calls(p)) && p.decay().isEmpty());
  }

  /** Whether an optimizer calls the function itself. */
  private static boolean calls(OptimizerPlan plan) {
    return plan.rewrites().stream().anyMatch(r -> r.make() == Rewrite.CLOSURE_OF_GRADIENTS);
  }

  private void write(FilePort port, ClosurePlan closure, boolean calls) {
    Node statement = Statements.of(closure.step().node());
    String loss = closure.result().orElseGet(() -> calls ? "" : port.freshName("loss_value"));
    String grads = calls ? "" : port.freshName("grads");
    port.edits()
        .replace(statement, r -> calls ? given(r, closure) : called(r, closure, loss, grads));
    closure.clears().forEach(c -> cleared(port, c));
    port.edits().remove(Statements.of(closure.backward()));
    port.changed(
        this, closure.backward(), Construct.BACKWARD, Verdict.REWRITE, CLOSURE, Optional.empty());
    Text why = calls ? CALLS : STEP;
    port.changed(
        this, closure.step().node(), Construct.STEP, Verdict.REWRITE, why, Optional.empty());
  }

  /** {@code loss = optimizer(mindspore.value_and_grad(closure, None, optimizer.parameters))}. */
  private static String given(Rendering r, ClosurePlan closure) {
    String result = closure.result().map(name -> name + " = ").orElse("");
    return result + optimizer(closure) + "(" + gradient(r, closure) + ")";
  }

  private static String called(Rendering r, ClosurePlan closure, String loss, String grads) {
    String end = r.between(Statements.of(closure.step().node()));
    return "%s, %s = %s()%s%s(%s)"
        .formatted(loss, grads, gradient(r, closure), end, optimizer(closure), grads);
  }

  private static String optimizer(ClosurePlan closure) {
    return closure.step().receiver().orElseThrow().text();
  }

  private static String gradient(Rendering r, ClosurePlan closure) {
    return "%s(%s, None, %s.parameters)"
        .formatted(
            r.name("mindspore.value_and_grad", closure.step().node()),
            r.text(closure.step().arguments().get(0).value()),
            optimizer(closure));
  }

  private void cleared(FilePort port, Node clear) {
    port.edits().remove(Statements.of(clear));
    port.changed(this, clear, Construct.ZERO_GRAD, Sentences.CLEARED);
  }
}
