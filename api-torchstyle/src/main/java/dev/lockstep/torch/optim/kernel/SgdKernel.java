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
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    for (int i = 0; i < n; i++) {
      p[po + i] = Math.fma(down, g[go + i], p[po + i]);
    }
  }
}
