package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * Later steps of SGD with momentum: {@code buf = (buf*momentum).add(g, alpha=1-dampening);
 * p.add(buf, alpha=-lr)}.
 */
public final class MomentumKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(MomentumKernel::new, MomentumKernel64::new);

  @Override
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = 0; i < n; i++) {
      float bi = Math.fma(keep, g[go + i], b[so + i] * momentum);
      b[so + i] = bi;
      p[po + i] = Math.fma(down, bi, p[po + i]);
    }
  }
}
