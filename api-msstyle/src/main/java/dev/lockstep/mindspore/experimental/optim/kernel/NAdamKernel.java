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
  public void update(
      NAdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
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
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = m[so + i] * beta1 + gi * rest1;
      float vi = v[so + i] * beta2 + gi * gi * rest2;
      float di = (float) Math.sqrt(vi / correction2) + eps;
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] = p[po + i] - gradientRate * gi / di - momentRate * mi / di;
    }
  }
}
