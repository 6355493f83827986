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
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float alpha = (float) h.alpha;
    final float lean = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = Math.fma(lean * gi, gi, v[i] * alpha);
      v[i] = vi;
      p[i] = p[i] + (down * gi) / ((float) Math.sqrt(vi) + eps);
    }
  }
}
