package dev.lockstep.core.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;
import org.junit.jupiter.api.Test;

/** What each transform does to a run in the middle of an array, and that it leaves the rest. */
class TransformsTest {
  private static final int FROM = 1;
  private static final int TO = 3;

  @Test
  void addDecayAddsTheParameterTimesTheDecay() {
    float[] p = {1, 2, -4, 8};
    float[] g = {10, 20, 30, 40};
    with(AddDecay.KIND, DType.F32, 0.5).apply(p, g, FROM, TO);
    assertArrayEquals(new float[] {10, 21, 28, 40}, g);
    assertArrayEquals(new float[] {1, 2, -4, 8}, p);
  }

  @Test
  void addDecayRoundsTheProductFirst() {
    double third = 1.0 / 3;
    double[] g = {0, -third * third, 0, 0};
    double[] p = {0, third, 0, 0};
    with(AddDecay.KIND, DType.F64, third).apply(p, g, FROM, TO);
    assertEquals(0, g[1], "a fused sum would leave the rounding error of the product");
  }

  @Test
  void scaleMultipliesTheGradient() {
    float[] p = {1, 2, -4, 8};
    float[] g = {10, 20, 30, 40};
    with(Scale.KIND, DType.F32, 0.5).apply(p, g, FROM, TO);
    assertArrayEquals(new float[] {10, 10, 15, 40}, g);
    assertArrayEquals(new float[] {1, 2, -4, 8}, p);
  }

  @Test
  void decoupledDecayMultipliesTheParameter() {
    float[] p = {1, 2, -4, 8};
    float[] g = {10, 20, 30, 40};
    with(DecoupledDecay.KIND, DType.F32, 0.5).apply(p, g, FROM, TO);
    assertArrayEquals(new float[] {10, 20, 30, 40}, g);
    assertArrayEquals(new float[] {1, 1, -2, 8}, p);
  }

  @Test
  void eachIsSkippedAtTheNumberThatChangesNothing() {
    assertFalse(with(AddDecay.KIND, DType.F32, 0).isActive());
    assertTrue(with(AddDecay.KIND, DType.F32, 1).isActive());
    assertFalse(with(Scale.KIND, DType.F32, 1).isActive());
    assertFalse(with(DecoupledDecay.KIND, DType.F32, 1).isActive());
  }

  private static Transform with(Precisions<Transform> kind, DType dtype, double value) {
    Transform transform = kind.make(dtype);
    transform.set(value);
    return transform;
  }
}
