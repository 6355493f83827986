package dev.lockstep.core.rule;

import dev.lockstep.core.Lines;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Averaged gradient descent before averaging starts: the average is the parameter itself. From the
 * start of averaging on: {@link AsgdAverageRule}.
 *
 * <pre class="formula">
 * p = (1 - lambd*eta)*p - eta*g
 * a = p
 * </pre>
 *
 * <p>Units: eta is the rate of this step ({@link AsgdRule.H#eta(double, double)}), lambd the decay
 * of the objective.
 *
 * <p>State: a, the averaged parameter, zeros at first. Rounding: one per operation.
 *
 * @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky 1992</a>
 */
public final class AsgdRule extends UpdateRule<AsgdRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AsgdRule.H>> KIND =
      Precisions.of(AsgdRule::new, AsgdRule64::new);

  /** The numbers of one step, for both rules of this family. */
  public static final class H {
    /** The rate of this step. */
    public double eta;

    /** Decay of the objective. */
    public double lambd;

    /** How far the average moves to the parameter. */
    public double mu;

    /** The rate after step t, given (1 + lambd*lr*t)^alpha. */
    public static double eta(double lr, double power) {
      return lr / power;
    }

    /** How far the average moves after step t: {@code 1 / max(1, t - t0)}. */
    public static double mu(double t, double t0) {
      double late = t - t0;
      return late > 1 ? 1 / late : 1;
    }
  }

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
    final float keep = (float) (1 - h.lambd * h.eta);
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = keep * p[i] - eta * g[i];
      p[i] = pi;
      a[i] = pi;
    }
  }
}
