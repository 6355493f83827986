package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * Later steps of fused SGD with Nesterov momentum; body and tail as in {@link FusedMomentumKernel}.
 */
public final class FusedNesterovKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(FusedNesterovKernel::new, FusedNesterovKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    final int body = to - (to - from) % Lanes.F32;
    for (int i = from; i < body; i++) {
      float gi = g[i];
      float bi = Math.fma(keep, gi, b[i] * momentum);
      b[i] = bi;
      p[i] = Math.fma(down, Math.fma(momentum, bi, gi), p[i]);
    }
    for (int i = body; i < to; i++) {
      float gi = g[i];
      float bi = Math.fma(b[i], momentum, keep * gi);
      b[i] = bi;
      p[i] = Math.fma(down, Math.fma(momentum, bi, gi), p[i]);
    }
  }
}
