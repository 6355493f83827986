package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The first step of Nesterov momentum: the buffer is the gradient itself, without dampening.
 *
 * <pre class="formula">
 * b = g
 * p = p - lr*(g + momentum*b)
 * </pre>
 *
 * <p>State: b is overwritten. Rounding: one per operation.
 */
public final class NesterovStartRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(NesterovStartRule::new, NesterovStartRule64::new);

  @Override
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float[] b = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      b[so + i] = gi;
      p[po + i] = p[po + i] - lr * (gi + momentum * gi);
    }
  }
}
