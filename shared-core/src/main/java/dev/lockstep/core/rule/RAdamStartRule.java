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
 *
 * @see <a href="https://arxiv.org/abs/1908.03265">Liu et al. 2020, Algorithm 2</a>
 */
public final class RAdamStartRule extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamStartRule::new, RAdamStartRule64::new);

  @Override
  public void update(RAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float keep = (float) h.keep;
    final float correction1 = (float) h.correction1;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      m[i] = mi;
      v[i] = beta2 * v[i] + rest2 * (gi * gi);
      p[i] = keep * p[i] - lr * (mi / correction1);
    }
  }
}
