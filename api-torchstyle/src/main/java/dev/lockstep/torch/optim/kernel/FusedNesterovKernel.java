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
  public void update(
      MomentumRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    final int body = n - n % Lanes.F32;
    for (int i = 0; i < body; i++) {
      float gi = g[go + i];
      float bi = Math.fma(keep, gi, b[so + i] * momentum);
      b[so + i] = bi;
      p[po + i] = Math.fma(down, Math.fma(momentum, bi, gi), p[po + i]);
    }
    for (int i = body; i < n; i++) {
      float gi = g[go + i];
      float bi = Math.fma(b[so + i], momentum, keep * gi);
      b[so + i] = bi;
      p[po + i] = Math.fma(down, Math.fma(momentum, bi, gi), p[po + i]);
    }
  }
}
