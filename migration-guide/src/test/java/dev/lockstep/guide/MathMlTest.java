package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MathMlTest {
  @Test
  void aQuotientNeedsNoBrackets() {
    assertEquals(
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn></mrow></mfrac>",
        MathMl.expression("(a + b)/2"));
  }

  @Test
  void aDigitAtTheEndOfANameIsAnIndex() {
    assertEquals("<msub><mi>&#x3B2;</mi><mn>1</mn></msub>", MathMl.expression("beta1"));
    assertEquals("<mi>learning_rate</mi>", MathMl.expression("learning_rate"));
  }

  /** As in the evaluator of formulas: from the left, powers first. */
  @Test
  void signsBindAsInTheFormulas() {
    assertEquals(
        "<mi>a</mi><mo>&#x2212;</mo><mi>b</mi><mo>&#x22C5;</mo>"
            + "<msup><mi>c</mi><mrow><mn>2</mn></mrow></msup>",
        MathMl.expression("a - b*c^2"));
  }

  @Test
  void bracketsStandWhereTheMeaningAsksForThem() {
    String sum = "<mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow>";
    assertEquals(sum + "<mo>&#x22C5;</mo><mi>c</mi>", MathMl.expression("(a + b)*c"));
    assertEquals("<mi>c</mi><mo>&#x2212;</mo>" + sum, MathMl.expression("c - (a + b)"));
    assertEquals("<msup>" + sum + "<mrow><mi>c</mi></mrow></msup>", MathMl.expression("(a + b)^c"));
  }
}
