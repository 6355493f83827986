package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Lines;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AsgdRule;

/**
 * ASGD before averaging: {@code p = p*(1 - lambd*eta) - eta*g; ax = p}, one rounding an operation,
 * the scalars' too.
 */
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
    final float eta = (float) h.eta;
    final float keep = 1f - (float) h.lambd * eta;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = p[i] * keep - eta * g[i];
      p[i] = pi;
      a[i] = pi;
    }
  }
}
