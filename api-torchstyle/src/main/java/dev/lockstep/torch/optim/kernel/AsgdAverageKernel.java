package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AsgdRule;

/**
 * ASGD while it averages: {@code p.mul(1-lambd*eta); p.add(g, alpha=-eta); ax.add((p -
 * ax).mul(mu))}.
 */
public final class AsgdAverageKernel extends UpdateRule<AsgdRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AsgdRule.H>> KIND =
      Precisions.of(AsgdAverageKernel::new, AsgdAverageKernel64::new);

  @Override
  public void update(AsgdRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.eta;
    final float keep = (float) (1 - h.lambd * h.eta);
    final float mu = (float) h.mu;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = Math.fma(down, g[i], p[i] * keep);
      p[i] = pi;
      a[i] = a[i] + (pi - a[i]) * mu;
    }
  }
}
