package dev.lockstep.mindspore.mint.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * Adam in PYNATIVE mode: the moments as in {@link AdamKernel} but with {@code 1 - beta} taken in
 * double, and no parameter is changed.
 */
public final class PynativeAdamKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(PynativeAdamKernel::new, PynativeAdamKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      m[i] = Math.fma(gi, rest1, m[i] * beta1);
      v[i] = v[i] * beta2 + gi * gi * rest2;
    }
  }
}
