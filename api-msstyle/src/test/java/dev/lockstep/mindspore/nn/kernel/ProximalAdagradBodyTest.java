package dev.lockstep.mindspore.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.rule.ProximalAdagradRule;
import org.junit.jupiter.api.Test;

/** Without l2 nothing is divided, but for what an infinite rate makes of a divisor of 1. */
class ProximalAdagradBodyTest {
  @Test
  void aDivisorThatIsNoNumberIsNoFactorOf1() {
    assertEquals(Float.NaN, step(1e30f, 1e-20f));
    assertEquals(0.5f, step(1f, 0.5f));
    assertEquals(-0f, step(0f, 0.5f, -0f));
  }

  private static float step(float lr, float g) {
    return step(lr, g, 1.5f);
  }

  /** The parameter after a step from an accumulator that makes it {@code g*g}. */
  private static float step(float lr, float g, float start) {
    ProximalAdagradRule.H h = new ProximalAdagradRule.H();
    h.lr = lr;
    float[] p = {start};
    float[][] slots = {{0}};
    ProximalAdagradBody.KIND.shared(DType.F32).update(h, p, new float[] {g}, slots, 0, 1);
    return p[0];
  }
}
