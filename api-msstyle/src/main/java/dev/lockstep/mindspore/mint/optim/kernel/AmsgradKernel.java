package dev.lockstep.mindspore.mint.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * Adam with the largest second moment, were it stored: as {@link AdamKernel}, with {@code
 * max_exp_avg_sq = max(max_exp_avg_sq, exp_avg_sq)} under the root.
 */
public final class AmsgradKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AmsgradKernel::new, AmsgradKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - (float) h.beta2;
    final float rate = (float) h.lr / (float) h.correction1;
    final float root2 = (float) Math.sqrt((float) h.correction2);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(gi, rest1, m[i] * beta1);
      float vi = v[i] * beta2 + gi * gi * rest2;
      float xi = Math.max(x[i], vi);
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(xi) / root2 + eps));
    }
  }
}
