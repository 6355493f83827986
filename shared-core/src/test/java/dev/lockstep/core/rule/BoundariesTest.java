package dev.lockstep.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import org.junit.jupiter.api.Test;

/** Where a condition of a rule changes its answer: the value itself, to the bit. */
class BoundariesTest {
  private static final int POSITIVE_ZERO = Float.floatToRawIntBits(0f);

  @Test
  void ftrlLeavesPositiveZeroWhereTheLinearTermIsNotAboveL1() {
    FtrlRule.H h = new FtrlRule.H();
    h.lr = 0.1;
    h.power = 0.5;
    float[] p = {0f};
    float[][] slots = {{0.1f}, {0f}};
    FtrlRule.KIND.shared(DType.F32).update(h, p, new float[] {0f}, slots, 0, 1);
    assertEquals(POSITIVE_ZERO, Float.floatToRawIntBits(p[0]));
  }

  @Test
  void proximalAdagradLeavesPositiveZeroWhereAllIsDrawnToZero() {
    ProximalAdagradRule.H h = new ProximalAdagradRule.H();
    h.lr = 0.1;
    h.l1 = 1;
    float[] p = {0f};
    float[][] slots = {{0.1f}};
    ProximalAdagradRule.KIND.shared(DType.F32).update(h, p, new float[] {0f}, slots, 0, 1);
    assertEquals(POSITIVE_ZERO, Float.floatToRawIntBits(p[0]));
  }

  @Test
  void rectificationBeginsAboveALengthOfFive() {
    RAdamRule.H h = new RAdamRule.H();
    h.beta1 = 0.9;
    h.beta2 = 0.875;
    // length = 15 - 2*5*power/(1 - power): 5 if beta2^5 were 0.5
    h.correct(5, (base, exponent) -> 0.5);
    assertEquals(0, h.rect);
    h.correct(5, (base, exponent) -> 0.499);
    assertTrue(h.rect > 0);
  }
}
