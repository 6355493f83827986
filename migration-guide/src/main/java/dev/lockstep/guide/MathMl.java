package dev.lockstep.guide;

import dev.lockstep.mapping.rewrite.Expression;
import dev.lockstep.mapping.rewrite.Expression.Call;
import dev.lockstep.mapping.rewrite.Expression.Literal;
import dev.lockstep.mapping.rewrite.Expression.Name;
import dev.lockstep.mapping.rewrite.Expression.Negation;
import dev.lockstep.mapping.rewrite.Expression.Operation;
import java.util.List;
import java.util.Map;

/** Lines of formulas as MathML, which browsers show without any script or font. */
final class MathMl {
  /**
   * How tightly an expression holds together; what holds less than its place asks for gets
   * brackets.
   */
  private static final int SUM = 1;

  private static final int PRODUCT = 2;
  private static final int POWER = 3;
  private static final int ATOM = 4;

  private static final Map<String, String> GREEK =
      Map.ofEntries(
          Map.entry("alpha", "&#x3B1;"),
          Map.entry("beta", "&#x3B2;"),
          Map.entry("gamma", "&#x3B3;"),
          Map.entry("eps", "&#x3B5;"),
          Map.entry("epsilon", "&#x3B5;"),
          Map.entry("eta", "&#x3B7;"),
          Map.entry("lambd", "&#x3BB;"),
          Map.entry("pi", "&#x3C0;"),
          Map.entry("rho", "&#x3C1;"));

  private MathMl() {}

  /** An assignment: {@code m = beta1*m + (1 - beta1)*g}. */
  static String assignment(String line) {
    String[] sides = line.split("=", 2);
    return "<math><mrow>%s<mo>&#x2190;</mo>%s</mrow></math>"
        .formatted(expression(sides[0]), expression(sides[1]));
  }

  /** An expression without {@code <math>} around it. */
  static String expression(String text) {
    return of(Expression.of(text));
  }

  private static String of(Expression expression) {
    if (expression instanceof Literal literal) {
      return number(literal.text());
    }
    if (expression instanceof Name name) {
      return name(name.text());
    }
    if (expression instanceof Negation negation) {
      return "<mrow><mo form=\"prefix\">&#x2212;</mo>" + within(PRODUCT, negation.of()) + "</mrow>";
    }
    return expression instanceof Operation operation
        ? operation(operation)
        : call((Call) expression);
  }

  private static String number(String text) {
    int e = text.indexOf('e');
    if (e < 0) {
      return "<mn>" + text + "</mn>";
    }
    String power = text.substring(e + 1).replace("-", "&#x2212;");
    String factor =
        text.startsWith("1e") ? "" : "<mn>" + text.substring(0, e) + "</mn><mo>&#x22C5;</mo>";
    return factor + "<msup><mn>10</mn><mn>" + power + "</mn></msup>";
  }

  /** A variable or an option; a digit at the end becomes an index. */
  private static String name(String name) {
    String letters = name.replaceFirst("(?<=[a-z])\\d$", "");
    String symbol = "<mi>" + GREEK.getOrDefault(letters, letters) + "</mi>";
    return letters.equals(name)
        ? symbol
        : "<msub>%s<mn>%s</mn></msub>".formatted(symbol, name.substring(letters.length()));
  }

  private static String operation(Operation operation) {
    Expression left = operation.left();
    Expression right = operation.right();
    return switch (operation.operator()) {
      case '/' -> "<mfrac><mrow>%s</mrow><mrow>%s</mrow></mfrac>".formatted(of(left), of(right));
      case '^' -> "<msup>%s<mrow>%s</mrow></msup>".formatted(within(ATOM, left), of(right));
      case '*' -> within(PRODUCT, left) + "<mo>&#x22C5;</mo>" + within(PRODUCT, right);
      case '-' -> within(SUM, left) + "<mo>&#x2212;</mo>" + within(PRODUCT, right);
      default -> within(SUM, left) + "<mo>+</mo>" + within(SUM, right);
    };
  }

  private static String within(int least, Expression expression) {
    return rank(expression) < least ? fenced("(", of(expression), ")") : of(expression);
  }

  private static int rank(Expression expression) {
    if (expression instanceof Operation operation) {
      return switch (operation.operator()) {
        case '+', '-' -> SUM;
        case '*' -> PRODUCT;
        default -> POWER;
      };
    }
    return expression instanceof Negation ? SUM : ATOM;
  }

  private static String call(Call call) {
    List<String> arguments = call.arguments().stream().map(MathMl::of).toList();
    String first = arguments.get(0);
    return switch (call.function()) {
      case "sqrt" -> "<msqrt><mrow>" + first + "</mrow></msqrt>";
      case "abs" -> fenced("|", first, "|");
      case "floor" -> fenced("&#x230A;", first, "&#x230B;");
      case "bySign" -> cases(first, arguments);
      default ->
          "<mrow><mi>%s</mi><mo>&#x2061;</mo>%s</mrow>"
              .formatted(call.function(), fenced("(", String.join("<mo>,</mo>", arguments), ")"));
    };
  }

  /** The second, third or fourth argument, as the first is negative, zero or positive. */
  private static String cases(String first, List<String> arguments) {
    StringBuilder rows = new StringBuilder();
    List<String> signs = List.of("&lt;", "=", "&gt;");
    for (int i = 0; i < signs.size(); i++) {
      rows.append(
          "<mtr><mtd>%s</mtd><mtd>%s<mo>%s</mo><mn>0</mn></mtd></mtr>"
              .formatted(arguments.get(i + 1), first, signs.get(i)));
    }
    return "<mtable class=\"cases\">" + rows + "</mtable>";
  }

  private static String fenced(String open, String inner, String close) {
    return "<mrow><mo>%s</mo>%s<mo>%s</mo></mrow>".formatted(open, inner, close);
  }
}
