package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * Later steps of SGD with Nesterov momentum: {@code buf = (buf*momentum).add(g, alpha=1-dampening);
 * p.add(g.add(buf, alpha=momentum), alpha=-lr)}.
 */
public final class NesterovKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(NesterovKernel::new, NesterovKernel64::new);

  @Override
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float bi = Math.fma(keep, gi, b[so + i] * momentum);
      b[so + i] = bi;
      p[po + i] = Math.fma(down, Math.fma(momentum, bi, gi), p[po + i]);
    }
  }
}
