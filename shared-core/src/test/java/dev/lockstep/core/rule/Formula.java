package dev.lockstep.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates the arithmetic of a Javadoc formula in double: {@code + - * / ^}, brackets, names,
 * numbers and the functions of {@link #call}.
 */
public final class Formula {
  private final String text;
  private final Map<String, Double> values;
  private int at;

  private Formula(String text, Map<String, Double> values) {
    this.text = text.replaceAll("\\s+", "");
    this.values = values;
  }

  /** Runs {@code name = expression} lines one after the other; they see each other's results. */
  public static Map<String, Double> run(List<String> lines, Map<String, Double> given) {
    Map<String, Double> values = new HashMap<>(given);
    for (String line : lines) {
      String[] sides = line.split("=", 2);
      values.put(sides[0].strip(), evaluate(sides[1], values));
    }
    return values;
  }

  /** The value of one expression. */
  public static double evaluate(String expression, Map<String, Double> values) {
    Formula formula = new Formula(expression, values);
    double value = formula.sum();
    if (formula.at != formula.text.length()) {
      throw new IllegalArgumentException(expression + " is not understood from " + formula.rest());
    }
    return value;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (take('+')) {
        value += product();
      } else if (take('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = signed();
    while (true) {
      if (take('*')) {
        value *= signed();
      } else if (take('/')) {
        value /= signed();
      } else {
        return value;
      }
    }
  }

  private double signed() {
    return take('-') ? -signed() : power();
  }

  private double power() {
    double base = atom();
    return take('^') ? Math.pow(base, signed()) : base;
  }

  private double atom() {
    if (take('(')) {
      double value = sum();
      expect(')');
      return value;
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      return Double.parseDouble(word);
    }
    if (take('(')) {
      return call(word, arguments());
    }
    Double value = values.get(word);
    if (value == null) {
      throw new IllegalArgumentException(word + " has no value in " + text);
    }
    return value;
  }

  private List<Double> arguments() {
    List<Double> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (take(','));
    expect(')');
    return arguments;
  }

  private double call(String name, List<Double> x) {
    return switch (name) {
      case "sqrt" -> Math.sqrt(x.get(0));
      case "abs" -> Math.abs(x.get(0));
      case "cos" -> Math.cos(x.get(0));
      case "exp" -> Math.exp(x.get(0));
      case "floor" -> Math.floor(x.get(0));
      case "log" -> Math.log(x.get(0));
      case "sign" -> Math.signum(x.get(0));
      case "max" -> Math.max(x.get(0), x.get(1));
      case "min" -> Math.min(x.get(0), x.get(1));
      // The second, third or fourth argument, as the first is negative, zero or positive.
      case "bySign" -> x.get(2 + (int) Math.signum(x.get(0)));
      default -> throw new IllegalArgumentException("no function " + name + " in " + text);
    };
  }

  private String word() {
    int start = at;
    while (at < text.length() && (isPartOfWord(text.charAt(at)) || isExponent(start))) {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException("a name or number is missing before " + rest());
    }
    return text.substring(start, at);
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_';
  }

  /** Whether the minus of a number such as 1e-8 comes next. */
  private boolean isExponent(int start) {
    return at > start + 1
        && text.charAt(at) == '-'
        && text.charAt(at - 1) == 'e'
        && Character.isDigit(text.charAt(start));
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw new IllegalArgumentException(c + " is missing before " + rest());
    }
  }

  private String rest() {
    return "\"" + text.substring(at) + "\"";
  }
}
