package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;

/**
 * Gradients that a script takes between a loss and the update by it: as values they leave the
 * others alone; {@code backward()} would add them to those that wait in the parameters.
 */
final class OtherGradients {
  private static final String TAKING = "value_and_grad|grad|GradOperation|TrainOneStep\\w*";

  private OtherGradients() {}

  /** Whether some are taken in the statements between two of one block. */
  static boolean between(FilePort port, Node statement, Node update) {
    return Statements.siblings(statement).stream()
        .filter(s -> s.start() > statement.start() && s.end() <= update.start())
        .flatMap(Call::in)
        .anyMatch(call -> takes(port, call) || isOfTaking(port, call));
  }

  /** Whether the function of the script that a call enters takes gradients. */
  private static boolean isOfTaking(FilePort port, Call call) {
    return port.program().flow().callee(call).stream()
        .flatMap(Call::in)
        .anyMatch(inner -> takes(port, inner));
  }

  private static boolean takes(FilePort port, Call call) {
    return call.name().equals("backward")
        || port.program().flow().origins(call.callee()).stream()
            .flatMap(origin -> Call.of(origin).stream())
            .anyMatch(made -> made.name().matches(TAKING));
  }
}
