package dev.lockstep.mindspore.mint.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * Adam: {@code exp_avg = exp_avg*beta1 + (1 - beta1)*g} (fused); {@code exp_avg_sq =
 * exp_avg_sq*beta2 + (g*g)*(1 - beta2); p += -(lr/(1 - beta1^t)) *
 * (exp_avg/(sqrt(exp_avg_sq)/sqrt(1 - beta2^t) + eps))}.
 */
public final class AdamKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamKernel::new, AdamKernel64::new);

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
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(gi, rest1, m[i] * beta1);
      float vi = v[i] * beta2 + gi * gi * rest2;
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(vi) / root2 + eps));
    }
  }
}
