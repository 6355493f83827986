package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Lines;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AsgdRule;

/** ASGD before averaging: {@code p.mul(1-lambd*eta); p.add(g, alpha=-eta); ax = p}. */
public final class AsgdKernel extends UpdateRule<AsgdRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AsgdRule.H>> KIND =
      Precisions.of(AsgdKernel::new, AsgdKernel64::new);

  @Override
  public void update(AsgdRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(Lines.RUN, to - at);
      run(h, p, g, s, Lines.fetch(s[0], at, end), end);
    }
  }

  private void run(AsgdRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.eta;
    final float keep = (float) (1 - h.lambd * h.eta);
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = Math.fma(down, g[i], p[i] * keep);
      p[i] = pi;
      a[i] = pi;
    }
  }
}
