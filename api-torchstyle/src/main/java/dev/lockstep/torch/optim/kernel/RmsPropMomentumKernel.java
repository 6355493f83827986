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
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float alpha = (float) h.alpha;
    final float lean = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = Math.fma(lean * gi, gi, v[i] * alpha);
      float bi = b[i] * momentum + gi / ((float) Math.sqrt(vi) + eps);
      v[i] = vi;
      b[i] = bi;
      p[i] = Math.fma(down, bi, p[i]);
    }
  }
}
