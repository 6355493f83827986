package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The first steps of rectified Adam, while the variance is not tractable: momentum with bias
 * correction. The second moment is kept, not used.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * p = keep*p - lr * (m / (1 - beta1^t))
 * </pre>
 *
 * <p>Units and state as in {@link RAdamRule}. Rounding: one per operation.
 */
public final class RAdamStartRule extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamStartRule::new, RAdamStartRule64::new);

  @Override
  public void update(
      RAdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float keep = (float) h.keep;
    final float correction1 = (float) h.correction1;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = beta1 * m[so + i] + rest1 * gi;
      m[so + i] = mi;
      v[so + i] = beta2 * v[so + i] + rest2 * (gi * gi);
      p[po + i] = keep * p[po + i] - lr * (mi / correction1);
    }
  }
}
