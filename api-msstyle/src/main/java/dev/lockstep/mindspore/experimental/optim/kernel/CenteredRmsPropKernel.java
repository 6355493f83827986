package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * Centered RMSprop without momentum: as {@link RmsPropKernel}, with {@code mean_grad =
 * mean_grad*alpha + g*(1 - alpha)} and {@code mean_square - mean_grad*mean_grad} under the root.
 */
public final class CenteredRmsPropKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropKernel::new, CenteredRmsPropKernel64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = 1f - (float) h.alpha;
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = v[i] * alpha + rest * (gi * gi);
      float ai = a[i] * alpha + gi * rest;
      v[i] = vi;
      a[i] = ai;
      p[i] = p[i] - lr * gi / ((float) Math.sqrt(vi - ai * ai) + eps);
    }
  }
}
