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
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      b[i] = gi;
      p[i] = p[i] - lr * Math.fma(gi, momentum, gi);
    }
  }
}
