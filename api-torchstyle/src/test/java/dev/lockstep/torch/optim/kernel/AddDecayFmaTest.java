package dev.lockstep.torch.optim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Transform;
import org.junit.jupiter.api.Test;

/** On a copy of the gradient, as for rows: a view of it is tried with every rule elsewhere. */
class AddDecayFmaTest {
  @Test
  void itAddsToTheRunOnly() {
    Transform decay = AddDecayFma.KIND.make(DType.F32);
    decay.set(0.5);
    float[] g = {10, 20, 30, 40};
    decay.apply(new float[] {1, 2, -4, 8}, g, 1, 3);
    assertArrayEquals(new float[] {10, 21, 28, 40}, g);
  }

  @Test
  void itRoundsOnce() {
    double third = 1.0 / 3;
    Transform decay = AddDecayFma.KIND.make(DType.F64);
    decay.set(third);
    double[] g = {-third * third};
    decay.apply(new double[] {third}, g, 0, 1);
    assertEquals(Math.fma(third, third, -third * third), g[0]);
  }
}
