package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * Adamax: {@code exp_avg = exp_avg*beta1 + g*(1 - beta1); exp_inf = max(exp_inf*beta2, |g| + eps);
 * p -= (rate*exp_avg)/exp_inf}.
 */
public final class AdamaxKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamaxKernel::new, AdamaxKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rate = (float) h.lr / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i] * beta1 + gi * rest1;
      float ui = Math.max(u[i] * beta2, Math.abs(gi) + eps);
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] - rate * mi / ui;
    }
  }
}
