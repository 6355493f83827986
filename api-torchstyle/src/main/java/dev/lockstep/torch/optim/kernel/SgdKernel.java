package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/** SGD without momentum: {@code p.add(g, alpha=-lr)}, one rounding. */
public final class SgdKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(SgdKernel::new, SgdKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    for (int i = from; i < to; i++) {
      p[i] = Math.fma(down, g[i], p[i]);
    }
  }
}
