package dev.lockstep.guide;

/** Lines of formulas as MathML, which browsers show without any script or font. */
final class MathMl {
  private MathMl() {}

  /** An assignment: {@code m = beta1*m + (1 - beta1)*g}. */
  static String assignment(String line) {
    String[] sides = line.split("=", 2);
    return "<math><mrow>%s<mo>&#x2190;</mo>%s</mrow></math>"
        .formatted(Expression.of(sides[0]).mathMl(), Expression.of(sides[1]).mathMl());
  }
}
