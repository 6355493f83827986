package dev.lockstep.mapping;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of signatures as Python writes them: {@code True}, {@code None}, {@code (0.9, 0.999)},
 * {@code 1e-08}. Threads: stateless.
 */
public final class PythonLiteral {
  /** No double needs more digits to be read back to its bits. */
  private static final int DIGITS = 17;

  private PythonLiteral() {}

  /** The literal; lists become tuples, a map with source text becomes that text. */
  public static String of(@Nullable Object value) {
    if (value instanceof List<?> list) {
      String elements = list.stream().map(PythonLiteral::of).collect(Collectors.joining(", "));
      return "(" + elements + (list.size() == 1 ? ",)" : ")");
    }
    if (value instanceof Map<?, ?> map && map.get("python") instanceof String source) {
      return source;
    }
    return scalar(value);
  }

  /** None, a truth value, a number or a string. */
  public static String scalar(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof String text ? string(text) : value.toString();
  }

  private static String string(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
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
