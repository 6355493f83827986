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
  public void update(
      AdagradRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float ai = Math.fma(gi, gi, a[so + i]);
      a[so + i] = ai;
      p[po + i] = p[po + i] + (down * gi) / ((float) Math.sqrt(ai) + eps);
    }
  }
}
