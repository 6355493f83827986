package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;

/** Adagrad, fused or not: {@code a.addcmul(g, g); p.addcdiv(g, a.sqrt().add(eps), -lr)}. */
public final class AdagradKernel extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradKernel::new, AdagradKernel64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = Math.fma(gi, gi, a[i]);
      a[i] = ai;
      p[i] = p[i] + (down * gi) / ((float) Math.sqrt(ai) + eps);
    }
  }
}
