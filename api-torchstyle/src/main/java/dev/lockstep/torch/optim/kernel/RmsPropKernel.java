package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/** RMSprop: {@code v.mul(alpha).addcmul(g, g, 1-alpha); p.addcdiv(g, v.sqrt().add(eps), -lr)}. */
public final class RmsPropKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropKernel::new, RmsPropKernel64::new);

  @Override
  public void update(
      RmsPropRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float alpha = (float) h.alpha;
    final float lean = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = Math.fma(lean * gi, gi, v[so + i] * alpha);
      v[so + i] = vi;
      p[po + i] = p[po + i] + (down * gi) / ((float) Math.sqrt(vi) + eps);
    }
  }
}
