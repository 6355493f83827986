package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Averaged gradient descent while it averages. The parameter is never replaced by the average.
 *
 * <pre class="formula">
 * p = (1 - lambd*eta)*p - eta*g
 * a = a + mu*(p - a)
 * </pre>
 *
 * <p>Units and state as in {@link AsgdRule}; mu is how far the average moves ({@link
 * AsgdRule.H#mu(double, double)}). Rounding: one per operation.
 *
 * @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky 1992</a>
 */
public final class AsgdAverageRule extends UpdateRule<AsgdRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AsgdRule.H>> KIND =
      Precisions.of(AsgdAverageRule::new, AsgdAverageRule64::new);

  @Override
  public void update(AsgdRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float eta = (float) h.eta;
    final float keep = (float) (1 - h.lambd * h.eta);
    final float mu = (float) h.mu;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = keep * p[i] - eta * g[i];
      p[i] = pi;
      a[i] = a[i] + mu * (pi - a[i]);
    }
  }
}
