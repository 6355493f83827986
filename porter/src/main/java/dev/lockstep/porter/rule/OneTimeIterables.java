package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Set;

/**
 * What gives its elements once: {@code mindspore.nn} reads the parameters of a group more than
 * once, and optimizes nothing if the second reading finds none.
 */
final class OneTimeIterables {
  /** Calls whose result can be read again. */
  private static final Set<String> LASTING =
      Set.of(
          "list",
          "tuple",
          "set",
          "dict",
          "sorted",
          "keys",
          "values",
          "items",
          "parameters",
          "trainable_params",
          "ParameterTuple",
          "ParameterList",
          "Parameter");

  private OneTimeIterables() {}

  /** Whether an expression may be read only once. */
  static boolean mayBe(FilePort port, Node iterable) {
    return port.program().flow().origins(iterable).stream().anyMatch(n -> isOne(port, n));
  }

  private static boolean isOne(FilePort port, Node origin) {
    return switch (origin.kind()) {
      case "generator_expression" -> true;
      // A function of the script that is no generator was followed to what it returns.
      case "call" -> !LASTING.contains(Call.of(origin).orElseThrow().name());
      case "identifier" ->
          port.program().project().bindings(origin).stream()
              .anyMatch(b -> b.is(Binding.Kind.PARAMETER));
      default -> false;
    };
  }
}
