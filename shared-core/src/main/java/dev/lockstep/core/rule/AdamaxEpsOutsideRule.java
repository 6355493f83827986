package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adam with the infinity norm for its second moment; epsilon is added to the norm, after the
 * maximum.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * u = max(beta2*u, abs(g))
 * p = p - lr/(1 - beta1^t) * (m / (u + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; t counts from 1.
 *
 * <p>State: m and u, zeros at first. Rounding: one per operation.
 *
 * <p>Differs from {@link AdamaxRule}, where eps is added inside the maximum and stays in u.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, Algorithm 2</a> (without eps)
 */
public final class AdamaxEpsOutsideRule extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamaxEpsOutsideRule::new, AdamaxEpsOutsideRule64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rate = (float) (h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float ui = Math.max(beta2 * u[i], Math.abs(gi));
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] - rate * (mi / (ui + eps));
    }
  }
}
