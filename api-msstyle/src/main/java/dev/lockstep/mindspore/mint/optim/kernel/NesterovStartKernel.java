package dev.lockstep.mindspore.mint.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * First step of SGD with Nesterov momentum: {@code buf = g; p -= lr*(g + momentum*buf)}, the
 * look-ahead fused.
 */
public final class NesterovStartKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(NesterovStartKernel::new, NesterovStartKernel64::new);

  @Override
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float[] b = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      b[so + i] = gi;
      p[po + i] = p[po + i] - lr * Math.fma(gi, momentum, gi);
    }
  }
}
