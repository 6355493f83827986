package dev.lockstep.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The right side of a formula's line, to be written as MathML: {@code + - * / ^}, brackets, names,
 * numbers and the functions of the formulas.
 */
interface Expression {
  /** As MathML. */
  String mathMl();

  /** As MathML that holds together under an exponent. */
  default String whole() {
    return mathMl();
  }

  /** Without the brackets around it, for a place that needs none: over or under a fraction bar. */
  default Expression bare() {
    return this;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Expression of(String text) {
    return new Reader(text).whole();
  }

  /** A number. */
  record Digits(String text) implements Expression {
    @Override
    public String mathMl() {
      int e = text.indexOf('e');
      if (e < 0) {
        return "<mn>" + text + "</mn>";
      }
      String power = text.substring(e + 1).replace("-", "&#x2212;");
      String factor =
          text.startsWith("1e") ? "" : "<mn>" + text.substring(0, e) + "</mn><mo>&#x22C5;</mo>";
      return factor + "<msup><mn>10</mn><mn>" + power + "</mn></msup>";
    }
  }

  /** A variable or an option; a digit at the end becomes an index. */
  record Name(String name) implements Expression {
    private static final Map<String, String> GREEK =
        Map.ofEntries(
            Map.entry("alpha", "&#x3B1;"),
            Map.entry("beta", "&#x3B2;"),
            Map.entry("gamma", "&#x3B3;"),
            Map.entry("eps", "&#x3B5;"),
            Map.entry("epsilon", "&#x3B5;"),
            Map.entry("eta", "&#x3B7;"),
            Map.entry("lambd", "&#x3BB;"),
            Map.entry("mu", "&#x3BC;"),
            Map.entry("pi", "&#x3C0;"),
            Map.entry("rho", "&#x3C1;"));

    @Override
    public String mathMl() {
      String letters = name.replaceFirst("(?<=[a-z])\\d$", "");
      String symbol = "<mi>" + GREEK.getOrDefault(letters, letters) + "</mi>";
      return letters.equals(name)
          ? symbol
          : "<msub>%s<mn>%s</mn></msub>".formatted(symbol, name.substring(letters.length()));
    }
  }

  /** In brackets; a quotient needs none, its bar holds it together. */
  record Brackets(Expression inner) implements Expression {
    @Override
    public String mathMl() {
      return inner instanceof Pair pair && pair.sign() == '/' ? inner.mathMl() : whole();
    }

    @Override
    public String whole() {
      return "<mrow><mo>(</mo>" + inner.mathMl() + "<mo>)</mo></mrow>";
    }

    @Override
    public Expression bare() {
      return inner;
    }
  }

  /** Negated. */
  record Negative(Expression of) implements Expression {
    @Override
    public String mathMl() {
      return "<mrow><mo form=\"prefix\">&#x2212;</mo>" + of.mathMl() + "</mrow>";
    }
  }

  /** Two sides of {@code + - * / ^}. */
  record Pair(char sign, Expression left, Expression right) implements Expression {
    @Override
    public String mathMl() {
      return switch (sign) {
        case '/' ->
            "<mfrac><mrow>%s</mrow><mrow>%s</mrow></mfrac>"
                .formatted(left.bare().mathMl(), right.bare().mathMl());
        case '^' -> "<msup>%s<mrow>%s</mrow></msup>".formatted(left.whole(), right.bare().mathMl());
        case '*' -> left.mathMl() + "<mo>&#x22C5;</mo>" + right.mathMl();
        case '-' -> left.mathMl() + "<mo>&#x2212;</mo>" + right.mathMl();
        default -> left.mathMl() + "<mo>+</mo>" + right.mathMl();
      };
    }
  }

  /** A function. */
  record Call(String name, List<Expression> arguments) implements Expression {
    @Override
    public String mathMl() {
      String first = arguments.get(0).mathMl();
      return switch (name) {
        case "sqrt" -> "<msqrt><mrow>" + first + "</mrow></msqrt>";
        case "abs" -> fenced("|", first, "|");
        case "floor" -> fenced("&#x230A;", first, "&#x230B;");
        case "bySign" -> cases(first);
        default ->
            "<mrow><mi>%s</mi><mo>&#x2061;</mo>%s</mrow>".formatted(name, fenced("(", all(), ")"));
      };
    }

    /** The second, third or fourth argument, as the first is negative, zero or positive. */
    private String cases(String first) {
      StringBuilder rows = new StringBuilder();
      List<String> signs = List.of("&lt;", "=", "&gt;");
      for (int i = 0; i < signs.size(); i++) {
        rows.append(
            "<mtr><mtd>%s</mtd><mtd>%s<mo>%s</mo><mn>0</mn></mtd></mtr>"
                .formatted(arguments.get(i + 1).mathMl(), first, signs.get(i)));
      }
      return "<mtable class=\"cases\">" + rows + "</mtable>";
    }

    private String all() {
      return String.join("<mo>,</mo>", arguments.stream().map(Expression::mathMl).toList());
    }

    private static String fenced(String open, String inner, String close) {
      return "<mrow><mo>%s</mo>%s<mo>%s</mo></mrow>".formatted(open, inner, close);
    }
  }

  /** Reads from the left, a sum of products of powers. */
  final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text.replaceAll("\\s+", "");
    }

    Expression whole() {
      Expression all = sum();
      if (at < text.length()) {
        throw wrong("nothing more is expected");
      }
      return all;
    }

    private Expression sum() {
      Expression left = product();
      while (next('+') || next('-')) {
        left = new Pair(text.charAt(at++), left, product());
      }
      return left;
    }

    private Expression product() {
      Expression left = signed();
      while (next('*') || next('/')) {
        left = new Pair(text.charAt(at++), left, signed());
      }
      return left;
    }

    private Expression signed() {
      return take('-') ? new Negative(signed()) : power();
    }

    private Expression power() {
      Expression base = atom();
      return take('^') ? new Pair('^', base, signed()) : base;
    }

    private Expression atom() {
      if (take('(')) {
        Expression inner = sum();
        expect(')');
        return new Brackets(inner);
      }
      String word = word();
      if (Character.isDigit(word.charAt(0))) {
        return new Digits(word);
      }
      return take('(') ? new Call(word, arguments()) : new Name(word);
    }

    private List<Expression> arguments() {
      List<Expression> arguments = new ArrayList<>();
      do {
        arguments.add(sum());
      } while (take(','));
      expect(')');
      return arguments;
    }

    private String word() {
      int start = at;
      while (at < text.length() && (isPartOfWord(text.charAt(at)) || isExponent(start))) {
        at++;
      }
      if (at == start) {
        throw wrong("a name or number is missing");
      }
      return text.substring(start, at);
    }

    private static boolean isPartOfWord(char c) {
      return Character.isLetterOrDigit(c) || c == '.' || c == '_';
    }

    /** Whether the minus of a number such as 1e-8 comes next. */
    private boolean isExponent(int start) {
      return at > start
          && text.charAt(at) == '-'
          && text.charAt(at - 1) == 'e'
          && Character.isDigit(text.charAt(start));
    }

    private boolean next(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private boolean take(char c) {
      boolean there = next(c);
      at += there ? 1 : 0;
      return there;
    }

    private void expect(char c) {
      if (!take(c)) {
        throw wrong(c + " is missing");
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("%s: column %d: %s".formatted(text, at + 1, what));
    }
  }
}
