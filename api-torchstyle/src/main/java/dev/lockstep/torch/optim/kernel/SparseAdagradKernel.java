package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;

/**
 * Adagrad on the rows of a sparse gradient: {@code a.add(g.pow(2)); p.add(g / a.sqrt().add(eps),
 * alpha=-lr)}.
 */
public final class SparseAdagradKernel extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(SparseAdagradKernel::new, SparseAdagradKernel64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = Math.fma(down, gi / ((float) Math.sqrt(ai) + eps), p[i]);
    }
  }
}
