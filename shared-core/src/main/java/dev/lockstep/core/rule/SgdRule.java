package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Stochastic gradient descent without memory.
 *
 * <pre class="formula">
 * p = p - lr*g
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied.
 *
 * <p>State: none. Rounding: one per operation.
 *
 * @see <a href="https://projecteuclid.org/euclid.aoms/1177729586">Robbins and Monro 1951</a>
 */
public final class SgdRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(SgdRule::new, SgdRule64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    for (int i = from; i < to; i++) {
      p[i] = p[i] - lr * g[i];
    }
  }
}
