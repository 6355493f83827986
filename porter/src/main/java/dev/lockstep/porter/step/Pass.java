package dev.lockstep.porter.step;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/**
 * One backward pass, and what becomes of the statements that compute its loss.
 *
 * @param backward the statement {@code loss.backward()}
 * @param forward the statements that compute the loss, in order; they go into a function
 * @param copied those of them that also stay where they are, because a step that lies between them
 *     and the loss uses what they compute
 * @param loss the expression whose gradient is taken; the last of several
 * @param terms what the gradient is taken of the sum of, if that is not the loss as it is: the
 *     losses of several passes, or one with a weight
 * @param inputs names that the function takes, in order
 * @param unborn those of them that have a value in the function only, so that the first call needs
 *     one
 * @param outputs names that the function returns beside the loss, in order
 * @param absent names that it returns and that have a value in the branch only
 * @param home the statement before which the function is defined: the loop around the step, or the
 *     first of {@code forward}
 * @param place the statement of the block of {@code forward} that {@code backward} is, or stands in
 * @param branch the branch that it stands in, if {@code forward} is in front of one
 */
public record Pass(
    Node backward,
    List<Node> forward,
    List<Node> copied,
    Node loss,
    List<Term> terms,
    List<String> inputs,
    List<String> unborn,
    List<String> outputs,
    List<String> absent,
    Node home,
    Node place,
    Optional<Branch> branch) {

  /**
   * A branch that only some rounds go into.
   *
   * @param condition what it is taken on, if that is known before the loss is computed
   * @param negated whether it is taken where the condition does not hold
   */
  public record Branch(Optional<Node> condition, boolean negated) {}

  /**
   * One loss of several that are derived at once.
   *
   * @param backward the statement {@code loss.backward()}
   * @param loss the expression
   * @param weight the gradient that {@code backward()} is given
   */
  public record Term(Node backward, Node loss, Optional<Node> weight) {
    /** Whether it is a loss as it is. */
    boolean isPlain() {
      return weight.isEmpty();
    }
  }

  /** The statements {@code loss.backward()}, the last of which stands for all. */
  public List<Node> backwards() {
    return terms.isEmpty() ? List.of(backward) : terms.stream().map(Term::backward).toList();
  }

  /** The statements that go, in order. */
  public List<Node> moved() {
    return forward.stream().filter(s -> !copied.contains(s)).toList();
  }

  /** The name of the loss, if it has one. */
  public Optional<String> lossName() {
    return loss.is("identifier") ? Optional.of(loss.text()) : result(loss).map(Node::text);
  }

  /** The one variable that a statement gives the value of a call. */
  static Optional<Node> result(Node call) {
    return Statements.result(call).filter(target -> target.is("identifier", "attribute"));
  }
}
