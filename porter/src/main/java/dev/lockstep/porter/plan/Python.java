package dev.lockstep.porter.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python source. */
public final class Python {
  private Python() {}

  /** A literal: lists of numbers are written as tuples, as signatures have them. */
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
      String inner = list.stream().map(Python::literal).collect(Collectors.joining(", "));
      return "(" + inner + (list.size() == 1 ? ",)" : ")");
    }
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }

  /** As Python's repr: plain from 1e-4 to 1e16, else with an exponent of two digits. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new java.math.BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String text = Double.toString(value);
    int split = text.indexOf('E');
    int exponent = Integer.parseInt(text.substring(split + 1));
    String digits = text.substring(0, split).replaceFirst("\\.0$", "");
    return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
