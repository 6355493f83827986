package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.NAdamRule;

/**
 * NAdam: the moments as Adam's; {@code d = sqrt(exp_avg_sq/(1 - beta2^t)) + eps; p -=
 * gradientRate*g/d; p -= momentRate*exp_avg/d}.
 */
public final class NAdamKernel extends UpdateRule<NAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<NAdamRule.H>> KIND =
      Precisions.of(NAdamKernel::new, NAdamKernel64::new);

  @Override
  public void update(NAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - (float) h.beta2;
    final float eps = (float) h.eps;
    final float correction2 = (float) h.correction2;
    final float gradientRate = (float) h.gradientRate;
    final float momentRate = (float) h.momentRate;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i] * beta1 + gi * rest1;
      float vi = v[i] * beta2 + gi * gi * rest2;
      float di = (float) Math.sqrt(vi / correction2) + eps;
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] - gradientRate * gi / di - momentRate * mi / di;
    }
  }
}
