package dev.lockstep.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Plain values as Python writes them: {@code True}, {@code None}, {@code (0.9, 0.999)}, 1e-08. */
public final class PythonLiteral {
  private PythonLiteral() {}

  /** The literal; lists become tuples, a map with source text becomes that text. */
  public static String of(@Nullable Object value) {
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
      return tuple(list);
    }
    if (value instanceof Map<?, ?> map && map.get("python") instanceof String source) {
      return source;
    }
    return value instanceof String text ? "'" + text.replace("'", "\\'") + "'" : value.toString();
  }

  private static String tuple(List<?> list) {
    StringJoiner elements = new StringJoiner(", ", "(", list.size() == 1 ? ",)" : ")");
    list.forEach(element -> elements.add(of(element)));
    return elements.toString();
  }

  /** As Python's repr: an exponent below 1e-4 and from 1e16 on, of two digits at least. */
  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "float('%s')".formatted(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String written = Double.toString(value);
      int e = written.indexOf('E');
      int exponent = Integer.parseInt(written.substring(e + 1));
      String mantissa = written.substring(0, e).replaceFirst("\\.0$", "");
      return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
