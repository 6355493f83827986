package dev.lockstep.examples.oneflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** The results that the guide states, from anywhere in the unit square as there. */
class LinearRegressionTest {
  @Property
  void byHandInFloat64(
      @ForAll @DoubleRange(min = 0, max = 1) double w1,
      @ForAll @DoubleRange(min = 0, max = 1) double w2) {
    double[] w = LinearRegression.byHand(w1, w2);
    assertEquals(2, w[0], 1e-6);
    assertEquals(3, w[1], 1e-6);
    assertTrue(LinearRegression.loss(w[0], w[1]) / 2 < 1e-12);
  }

  @Property
  void withSgdInFloat32(
      @ForAll @DoubleRange(min = 0, max = 1) double w1,
      @ForAll @DoubleRange(min = 0, max = 1) double w2) {
    Tensor w = LinearRegression.withSgd((float) w1, (float) w2);
    assertEquals(2, w.get(0), 1e-5);
    assertEquals(3, w.get(1), 1e-5);
    assertTrue(LinearRegression.loss(w.get(0), w.get(1)) < 1e-10);
  }
}
