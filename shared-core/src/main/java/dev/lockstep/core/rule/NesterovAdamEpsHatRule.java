package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adam that looks one decay of the first moment ahead, epsilon added before bias correction.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * a = beta1*m + (1 - beta1)*g
 * p = p - lr*sqrt(1 - beta2^t)/(1 - beta1^t) * (a / (sqrt(v) + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; t counts from 1.
 *
 * <p>State: m and v, zeros at first; a is not kept. Rounding: as {@link AdamEpsHatRule}.
 *
 * <p>Differs from NAdam, whose momentum changes from step to step.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, section 2</a>; the look-ahead
 *     is that of MindSpore 2.10, {@code use_nesterov=True}
 */
public final class NesterovAdamEpsHatRule extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(NesterovAdamEpsHatRule::new, NesterovAdamEpsHatRule64::new);

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
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + rest2 * (gi * gi);
      float ai = beta1 * mi + rest1 * gi;
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] - rate * (ai / ((float) Math.sqrt(vi) + eps));
    }
  }
}
