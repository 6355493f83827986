package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/** First step of SGD with momentum: {@code buf = g; p.add(buf, alpha=-lr)}. */
public final class MomentumStartKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(MomentumStartKernel::new, MomentumStartKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      b[i] = gi;
      p[i] = Math.fma(down, gi, p[i]);
    }
  }
}
