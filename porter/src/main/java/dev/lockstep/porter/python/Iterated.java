package dev.lockstep.porter.python;

import java.util.List;
import java.util.Optional;

/** What the variables of loops go over. */
public final class Iterated {
  private Iterated() {}

  /**
   * What gives a variable of a {@code for} statement its values: {@code b} for the second of {@code
   * zip(a, b)}, {@code table} for {@code table.values()}.
   */
  public static Optional<Node> by(Node variable) {
    return Statements.loopOf(variable)
        .flatMap(loop -> by(loop.get("left"), loop.get("right"), variable.text()));
  }

  private static Optional<Node> by(Node pattern, Node expression, String name) {
    Optional<Call> call = Call.of(expression);
    List<Argument> arguments = call.map(Call::arguments).orElse(List.of());
    String called = call.map(Call::name).orElse("");
    if (called.equals("zip") && pattern.children().size() == arguments.size()) {
      return arguments.stream()
          .filter(a -> gives(pattern.children().get(arguments.indexOf(a)), name))
          .findFirst()
          .flatMap(a -> by(pattern.children().get(arguments.indexOf(a)), a.value(), name));
    }
    if (called.equals("enumerate") && pattern.children().size() == 2) {
      Node value = pattern.children().get(1);
      return gives(value, name) ? by(value, arguments.get(0).value(), name) : Optional.empty();
    }
    if (called.matches("list|tuple|reversed|enumerate|zip") && !arguments.isEmpty()) {
      return by(pattern, arguments.get(0).value(), name);
    }
    return called.matches("items|values") ? call.flatMap(Call::receiver) : Optional.of(expression);
  }

  private static boolean gives(Node pattern, String name) {
    return pattern.text().equals(name)
        || pattern.descendants("identifier").anyMatch(n -> n.text().equals(name));
  }
}
