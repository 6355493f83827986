package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;

/**
 * Adagrad on the only element of a vector's sparse gradient: as {@link SparseAdagradKernel}, but
 * torch adds one element by a loop of its own, which rounds product and sum.
 */
public final class ElementAdagradKernel extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(ElementAdagradKernel::new, ElementAdagradKernel64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = p[i] + down * (gi / ((float) Math.sqrt(ai) + eps));
    }
  }
}
