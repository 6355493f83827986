package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * {@link NesterovKernel} of a sparse buffer and a sparse gradient: torch adds both to new zeros, so
 * that no zero is negative.
 */
public final class SparseNesterovKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(SparseNesterovKernel::new, SparseNesterovKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float bi = Math.fma(keep, gi, b[i] * momentum + 0);
      b[i] = bi;
      p[i] = Math.fma(down, Math.fma(momentum, bi, gi), p[i]);
    }
  }
}
