package dev.lockstep.config;

import dev.lockstep.mapping.PythonLiteral;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of definitions as Python source: lists stay lists, {@code {"tuple": [...]}} is a tuple,
 * any other map is a dict.
 *
 * <p>Threads: stateless.
 */
public final class Python {
  private Python() {}

  /** A literal of a number, a string, a truth value, None, a list, a tuple or a map. */
  public static String literal(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return "[" + literals(list) + "]";
    }
    return value instanceof Map<?, ?> map ? map(map) : PythonLiteral.scalar(value);
  }

  private static String map(Map<?, ?> map) {
    if (map.size() == 1 && map.get("tuple") instanceof List<?> tuple) {
      return "(" + literals(tuple) + (tuple.size() == 1 ? ",)" : ")");
    }
    return map.entrySet().stream()
        .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String literals(List<?> values) {
    return values.stream().map(Python::literal).collect(Collectors.joining(", "));
  }
}
