package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExpressionTest {
  @Test
  void aQuotientNeedsNoBrackets() {
    assertEquals(
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn></mrow></mfrac>",
        Expression.of("(a + b)/2").mathMl());
  }

  @Test
  void aDigitAtTheEndOfANameIsAnIndex() {
    assertEquals("<msub><mi>&#x3B2;</mi><mn>1</mn></msub>", Expression.of("beta1").mathMl());
    assertEquals("<mi>learning_rate</mi>", Expression.of("learning_rate").mathMl());
  }

  /** As in the evaluator of formulas: from the left, powers first. */
  @Test
  void signsBindAsInTheFormulas() {
    assertEquals(
        "<mi>a</mi><mo>&#x2212;</mo><mi>b</mi><mo>&#x22C5;</mo>"
            + "<msup><mi>c</mi><mrow><mn>2</mn></mrow></msup>",
        Expression.of("a - b*c^2").mathMl());
  }

  @Test
  void whatIsNotUnderstoodIsRefusedWithItsPlace() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Expression.of("a + (b"));
    assertTrue(String.valueOf(refused.getMessage()).contains("column 5"), refused.getMessage());
  }
}
