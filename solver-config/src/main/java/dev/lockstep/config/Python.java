package dev.lockstep.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of definitions as Python source: what Python's {@code repr} writes.
 *
 * <p>Threads: stateless.
 */
public final class Python {
  /** No double needs more digits to be read back to its bits. */
  private static final int DIGITS = 17;

  private Python() {}

  /**
   * A literal of a number, a string, a truth value, None, a list, a tuple ({@code {"tuple": [...]}}
   * or a map.
   */
  public static String literal(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof List<?> list) {
      return "[" + literals(list) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    return value instanceof String text ? string(text) : value.toString();
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

  private static String string(String text) {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + quoted + '"';
  }

  /**
   * A float: the fewest digits that read back to the same bits; plain from 1e-4 to 1e16, else with
   * an exponent.
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value)
          ? "float(\"nan\")"
          : value > 0 ? "float(\"inf\")" : "-float(\"inf\")";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = shortest(value).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    BigDecimal mantissa = digits.movePointLeft(exponent);
    return String.format(Locale.ROOT, "%se%+03d", mantissa.toPlainString(), exponent);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
  }
}
