package dev.lockstep.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {
  @Test
  void bothStylesFindTheWeights() {
    assertFound(LinearRegression.torchStyle().value());
    assertFound(LinearRegression.mindSporeStyle().value());
  }

  @Test
  void inCommonArithmeticBothStylesGiveTheSameBits() {
    Tensor torch = LinearRegression.torchStyle(Arithmetic.COMMON).value();
    Tensor mindSpore = LinearRegression.mindSporeStyle(Arithmetic.COMMON).value();
    assertEquals(torch.bits(0), mindSpore.bits(0));
    assertEquals(torch.bits(1), mindSpore.bits(1));
  }

  /** The bounds that the guide of this regression states for float32. */
  private static void assertFound(Tensor w) {
    assertEquals(2, w.get(0), 1e-5);
    assertEquals(3, w.get(1), 1e-5);
    assertTrue(LinearRegression.loss(w) < 1e-10, () -> "loss " + LinearRegression.loss(w));
  }
}
