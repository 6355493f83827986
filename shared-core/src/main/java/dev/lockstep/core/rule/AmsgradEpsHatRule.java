package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adam whose denominator never shrinks, epsilon added before bias correction ("epsilon hat").
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * x = max(x, v)
 * p = p - lr*sqrt(1 - beta2^t)/(1 - beta1^t) * (m / (sqrt(x) + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; t counts from 1.
 *
 * <p>State: m, v and x, zeros at first. Rounding: as {@link AdamEpsHatRule}.
 *
 * @see <a href="https://openreview.net/forum?id=ryQu7f-RZ">Reddi, Kale and Kumar 2018</a>
 */
public final class AmsgradEpsHatRule extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AmsgradEpsHatRule::new, AmsgradEpsHatRule64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float rate = (float) (h.lr * Math.sqrt(h.correction2) / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + rest2 * (gi * gi);
      float xi = Math.max(x[i], vi);
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(xi) + eps));
    }
  }
}
