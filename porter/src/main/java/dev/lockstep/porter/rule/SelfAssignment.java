package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/**
 * Statements that only place or wrap what variables hold: {@code x, y = x.to(device), Variable(y)}.
 * Nothing is left of them in MindSpore.
 */
final class SelfAssignment {
  private SelfAssignment() {}

  /** Whether every variable of a statement gets its own tensor. */
  static boolean holds(FilePort port, Node statement) {
    Optional<Node> assignment =
        statement.children().stream()
            .filter(n -> n.is("assignment") && statement.is("expression_statement"))
            .findFirst();
    if (assignment.flatMap(a -> a.find("right")).isEmpty()) {
      return false;
    }
    List<Node> targets = parts(assignment.get().get("left"));
    List<Node> values = parts(assignment.get().get("right"));
    boolean same = targets.size() == values.size();
    for (int i = 0; same && i < targets.size(); i++) {
      same = isSame(port, targets.get(i), values.get(i));
    }
    return same;
  }

  private static boolean isSame(FilePort port, Node target, Node value) {
    Optional<Node> tensor =
        Call.of(value)
            .flatMap(c -> DeviceMove.moved(port, c).or(() -> VariableWrapper.wrapped(port, c)));
    return tensor
        .filter(t -> t.text().equals(target.text()) || isSame(port, target, t))
        .isPresent();
  }

  private static List<Node> parts(Node side) {
    return side.is("pattern_list", "expression_list", "tuple", "tuple_pattern")
        ? side.children()
        : List.of(side);
  }
}
