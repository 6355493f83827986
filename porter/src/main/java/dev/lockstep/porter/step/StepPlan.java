package dev.lockstep.porter.step;

import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/**
 * A training step that can be written with a gradient function.
 *
 * @param optimizer the optimizer, as the step names it
 * @param step the statement {@code optimizer.step()}
 * @param backward the statement {@code loss.backward()}
 * @param zeroGrads the statements that clear the gradients
 * @param clips the statements that clip them, between backward and step
 * @param forward the statements that compute the loss, in order; they move into the function
 * @param loss the expression whose gradient is taken
 * @param inputs names that the function takes, in order
 * @param outputs names that the function returns beside the loss, in order
 * @param home the statement before which the function is defined: the loop around the step, or the
 *     first of {@code forward}
 */
public record StepPlan(
    Node optimizer,
    Node step,
    Node backward,
    List<Node> zeroGrads,
    List<Clip> clips,
    List<Node> forward,
    Node loss,
    List<String> inputs,
    List<String> outputs,
    Node home) {

  /**
   * A clipping statement.
   *
   * @param statement the statement
   * @param byNorm whether it clips the norm of all gradients, not each value
   * @param bound the largest norm or value
   * @param norm the kind of norm, if given
   */
  public record Clip(Node statement, boolean byNorm, Node bound, Optional<Node> norm) {}

  /** The name of the loss, if it has one. */
  public Optional<String> lossName() {
    return loss.is("identifier") ? Optional.of(loss.text()) : Optional.empty();
  }
}
