package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AsgdRule;

/**
 * ASGD with foreach, averaging or not: {@code d = g.add(p, alpha=lambd); p.addcmul(d, eta, -1);
 * ax.addcmul(p - ax, mu)}.
 */
public final class AsgdForeachKernel extends UpdateRule<AsgdRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AsgdRule.H>> KIND =
      Precisions.of(AsgdForeachKernel::new, AsgdForeachKernel64::new);

  @Override
  public void update(AsgdRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float eta = (float) h.eta;
    final float lambd = (float) h.lambd;
    final float mu = (float) h.mu;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float di = Math.fma(lambd, p[i], g[i]);
      float pi = Math.fma(-di, eta, p[i]);
      p[i] = pi;
      a[i] = Math.fma(pi - a[i], mu, a[i]);
    }
  }
}
