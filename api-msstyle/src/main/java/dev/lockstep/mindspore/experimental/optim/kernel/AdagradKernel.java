package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;

/**
 * The operator ApplyAdagradV2: {@code accum += g*g; d = sqrt(accum) + eps; p -= (lr*g)*(1/d)}; a d
 * of 0 is taken as 1e-6.
 */
public final class AdagradKernel extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradKernel::new, AdagradKernel64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float least = (float) 1e-6;
    final boolean neverZero = eps > 0; // known before the loop, which is then vectorised
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      float di = (float) Math.sqrt(ai) + eps;
      a[i] = ai;
      p[i] = p[i] - (lr * gi) * (1f / (neverZero || di != 0 ? di : least));
    }
  }
}
