package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;

/**
 * Later steps of fused SGD with momentum. The vector body and the scalar tail fuse another product:
 * {@code buf = fma(1-dampening, g, buf*momentum)} and {@code fma(buf, momentum, (1-dampening)*g)}.
 */
public final class FusedMomentumKernel extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(FusedMomentumKernel::new, FusedMomentumKernel64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    final int body = to - (to - from) % Lanes.F32;
    for (int i = from; i < body; i++) {
      float bi = Math.fma(keep, g[i], b[i] * momentum);
      b[i] = bi;
      p[i] = Math.fma(down, bi, p[i]);
    }
    for (int i = body; i < to; i++) {
      float bi = Math.fma(b[i], momentum, keep * g[i]);
      b[i] = bi;
      p[i] = Math.fma(down, bi, p[i]);
    }
  }
}
