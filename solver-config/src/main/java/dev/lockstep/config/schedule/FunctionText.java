package dev.lockstep.config.schedule;

import dev.lockstep.config.Python;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of the epoch, {@code {"fn": name, ...}}, as a Python lambda. {@code {"fn": "code",
 * "source": "lambda epoch: ..."}} is Python already: it is kept as it was written and cannot be
 * played here.
 */
final class FunctionText {
  private FunctionText() {}

  /** Whether the function is only known as code. */
  static boolean isCode(@Nullable Object function) {
    return function instanceof Map<?, ?> map
        && "code".equals(map.get("fn"))
        && map.get("source") instanceof String;
  }

  /**
   * A lambda of {@code epoch}.
   *
   * @param epoch what stands for the epoch in it: {@code epoch} or {@code int(epoch)}
   */
  static String of(Map<?, ?> function, String epoch) {
    String body =
        switch (String.valueOf(function.get("fn"))) {
          case "pow" -> "%s ** %s".formatted(base(function), epoch);
          case "inverse" -> "1 / (1 + %s * %s)".formatted(literal(function, "k"), epoch);
          case "warm" -> warm(function, epoch);
          case "table" -> table(function, epoch);
          case "const" -> literal(function, "value");
          default -> code(function, epoch);
        };
    boolean asWritten = isCode(function) && epoch.equals("epoch");
    return asWritten ? body : "lambda epoch: " + body;
  }

  private static String base(Map<?, ?> function) {
    String base = literal(function, "base");
    return base.startsWith("-") ? "(" + base + ")" : base;
  }

  private static String warm(Map<?, ?> function, String epoch) {
    String start = literal(function, "start");
    String n = literal(function, "n");
    return "%s + (1 - %s) * (min(%s, %s) / %s)".formatted(start, start, epoch, n, n);
  }

  private static String table(Map<?, ?> function, String epoch) {
    int last = function.get("values") instanceof List<?> values ? values.size() - 1 : 0;
    return "%s[min(%s, %s)]".formatted(literal(function, "values"), epoch, last);
  }

  private static String code(Map<?, ?> function, String epoch) {
    String source = String.valueOf(function.get("source")).strip();
    return epoch.equals("epoch") ? source : "(%s)(%s)".formatted(source, epoch);
  }

  private static String literal(Map<?, ?> function, String key) {
    return Python.literal(function.get(key));
  }
}
