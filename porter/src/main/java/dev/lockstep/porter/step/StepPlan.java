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
 * @param sum what holds the sum of gradients that are carried over from one round of a loop to the
 *     next
 * @param start the statement before which it is empty; the home of the first pass if nothing is
 *     carried
 * @param scaling the scaler of the loss, if there is one
 * @param functions the functions that compute the losses of passes which are calls, outer ones
 *     first
 * @param gradients the expressions {@code p.grad} that read or change its gradients
 * @param beside the branch beside the step that scales the loss, if there is one
 */
public record StepPlan(
    Node optimizer,
    List<Node> others,
    List<Node> steps,
    List<Pass> passes,
    List<Node> zeroGrads,
    List<Clip> clips,
    Sum sum,
    Node start,
    Optional<Scaling> scaling,
    List<LossFunction> functions,
    List<Node> gradients,
    Optional<ScaledBranch> beside) {

  /** What holds the sum of the gradients of several passes. */
  public enum Sum {
    /** Nothing: all passes of a step stand in its block. */
    NONE,
    /** A variable of the function: it is empty where the function begins. */
    IN_FUNCTION,
    /** The optimizer: one call of the function may leave gradients to the next. */
    IN_OPTIMIZER
  }

  /** Whether gradients are carried over from one round of a loop to the next. */
  public boolean carried() {
    return sum != Sum.NONE;
  }

  /**
   * A clipping statement.
   *
   * @param statement the statement
   * @param byNorm whether it clips the norm of all gradients, not each value
   * @param part the parameters whose gradients it clips, if they are not all of the optimizers'
   * @param bound the largest norm or value
   * @param norm the kind of norm, if given
   * @param result the call, where the norm before clipping that it gives is used
   */
  public record Clip(
      Node statement,
      boolean byNorm,
      Optional<Node> part,
      Node bound,
      Optional<Node> norm,
      Optional<Node> result) {}

  /**
   * A scaler of the loss.
   *
   * @param scaler the scaler, as the step names it
   * @param unscales the statements {@code scaler.unscale_(optimizer)}; empty if the step unscales
   * @param updates the statements {@code scaler.update()}
   * @param handed the loss, where the scaler is handed it and does all of the step itself
   */
  public record Scaling(
      Node scaler, List<Node> unscales, List<Node> updates, Optional<Node> handed) {}

  /** The loss, where a scaler is handed it and does all of the step itself. */
  public Optional<Node> handed() {
    return scaling.flatMap(Scaling::handed);
  }

  /** The same, with the places that read or change its gradients. */
  StepPlan with(List<Node> uses) {
    return new StepPlan(
        optimizer, others, steps, passes, zeroGrads, clips, sum, start, scaling, functions, uses,
        beside);
  }

  /** The same, with the branch beside it that scales the loss. */
  StepPlan with(ScaledBranch branch) {
    return new StepPlan(
        optimizer,
        others,
        steps,
        passes,
        zeroGrads,
        clips,
        sum,
        start,
        scaling,
        functions,
        gradients,
        Optional.of(branch));
  }

  /** Another step on the same gradients, through a scaler. */
  StepPlan scaled(Node step, List<Node> cleared, List<Clip> clipped, Optional<Scaling> scaler) {
    return new StepPlan(
        optimizer,
        List.of(),
        List.of(step),
        List.of(),
        cleared,
        clipped,
        sum,
        start,
        scaler,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Whether the loss is scaled, in every round or in those that go into the branch beside. */
  public boolean scales() {
    return scaling.isPresent() || beside.isPresent();
  }

  /** All optimizers, in the order of their steps. */
  public List<Node> optimizers() {
    return Stream.concat(Stream.of(optimizer), others.stream()).toList();
  }

  /** Whether one of some statements is surely done before a statement of the same function. */
  static boolean comesFirst(List<Node> statements, Node place) {
    return statements.stream()
        .anyMatch(s -> s.end() <= place.start() && Statements.suite(s).contains(place));
  }

  /** Whether the gradients are surely cleared before a statement of the function. */
  public boolean isClearedBefore(Node statement) {
    return comesFirst(zeroGrads, statement);
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
