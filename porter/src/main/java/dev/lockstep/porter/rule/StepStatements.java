package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;

/** The statements of a training step in torch. */
final class StepStatements {
  private StepStatements() {}

  /** {@code optimizer.zero_grad()}, the loss, {@code loss.backward()}. */
  static List<String> of(String optimizer, String loss, String value) {
    return List.of(optimizer + ".zero_grad()", loss + " = " + value, loss + ".backward()");
  }

  /** Whether a call is a statement of its own. */
  static boolean isAlone(Node call) {
    Node statement = Statements.of(call);
    return statement.is("expression_statement")
        && statement.children().size() == 1
        && statement.children().get(0) == call;
  }
}
