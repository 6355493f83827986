package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * {@link MomentumKernel} of a sparse buffer and a sparse gradient: torch adds both to new zeros, so
 * that no zero is negative.
 */
public final class SparseMomentumKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(SparseMomentumKernel::new, SparseMomentumKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float bi = Math.fma(keep, g[i], b[i] * momentum + 0);
      b[i] = bi;
      p[i] = Math.fma(down, bi, p[i]);
    }
  }
}
