package dev.lockstep.porter.step;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The training step of an optimizer, written with gradient functions.
 *
 * @param optimizer the optimizer, as the step names it
 * @param others further optimizers that step on the same gradients, in the order of their steps
 * @param steps the statements {@code optimizer.step()} that these gradients go into
 * @param passes the backward passes whose gradients add up, in order
 * @param zeroGrads the statements that clear the gradients
 * @param clips the statements that clip them, each before a step
 * @param carried whether gradients are carried over from one round of a loop to the next, so that a
 *     variable holds their sum
 * @param start the statement before which that variable is set to None; the home of the first pass
 *     if nothing is carried
 * @param scaling the scaler of the loss, if there is one
 * @param functions the functions that compute the losses of passes which are calls, outer ones
 *     first
 * @param gradients the expressions {@code p.grad} that read or change its gradients
 */
public record StepPlan(
    Node optimizer,
    List<Node> others,
    List<Node> steps,
    List<Pass> passes,
    List<Node> zeroGrads,
    List<Clip> clips,
    boolean carried,
    Node start,
    Optional<Scaling> scaling,
    List<LossFunction> functions,
    List<Node> gradients) {

  /**
   * A clipping statement.
   *
   * @param statement the statement
   * @param byNorm whether it clips the norm of all gradients, not each value
   * @param bound the largest norm or value
   * @param norm the kind of norm, if given
   * @param result the variable that gets the norm before clipping, if there is one
   */
  public record Clip(
      Node statement, boolean byNorm, Node bound, Optional<Node> norm, Optional<Node> result) {}

  /**
   * A scaler of the loss.
   *
   * @param scaler the scaler, as the step names it
   * @param unscales the statements {@code scaler.unscale_(optimizer)}; empty if the step unscales
   * @param updates the statements {@code scaler.update()}
   */
  public record Scaling(Node scaler, List<Node> unscales, List<Node> updates) {}

  /** The same, with the places that read or change its gradients. */
  StepPlan with(List<Node> uses) {
    return new StepPlan(
        optimizer, others, steps, passes, zeroGrads, clips, carried, start, scaling, functions,
        uses);
  }

  /** All optimizers, in the order of their steps. */
  public List<Node> optimizers() {
    return Stream.concat(Stream.of(optimizer), others.stream()).toList();
  }

  /** The {@code if} or {@code with} whose block a statement stands in. */
  static Optional<Node> outerBranch(Node statement) {
    return statement
        .ancestors()
        .filter(Statements::isStatement)
        .findFirst()
        .filter(n -> n.is("if_statement", "with_statement"));
  }

  /** The statement of a step's block that another one is, or stands in a branch of. */
  public static Optional<Node> beside(Node statement, Node step) {
    List<Node> suite = Statements.siblings(step);
    Optional<Node> branch = Optional.of(statement);
    while (branch.isPresent() && !suite.contains(branch.get())) {
      branch = outerBranch(branch.get());
    }
    return branch;
  }
}
