package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * RMSprop with momentum: {@code v} as in {@link RmsPropKernel}; {@code b.mul(momentum).addcdiv(g,
 * v.sqrt().add(eps)); p.add(b, alpha=-lr)}.
 */
public final class RmsPropMomentumKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropMomentumKernel::new, RmsPropMomentumKernel64::new);

  @Override
  public void update(
      RmsPropRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float alpha = (float) h.alpha;
    final float lean = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = Math.fma(lean * gi, gi, v[so + i] * alpha);
      float bi = b[so + i] * momentum + gi / ((float) Math.sqrt(vi) + eps);
      v[so + i] = vi;
      b[so + i] = bi;
      p[po + i] = Math.fma(down, bi, p[po + i]);
    }
  }
}
