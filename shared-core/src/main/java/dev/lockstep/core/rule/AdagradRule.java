package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adagrad: the gradient divided by the root of the sum of its squares, epsilon outside the root.
 *
 * <pre class="formula">
 * a = a + g*g
 * p = p - lr*(g / (sqrt(a) + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken: schedule and rate decay already applied.
 *
 * <p>State: a, the sum of squares, with the initial value that the facade says. Rounding: one per
 * operation.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer 2011</a>
 */
public final class AdagradRule extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradRule::new, AdagradRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Added to the root. */
    public double eps;
  }

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = p[i] - lr * (gi / ((float) Math.sqrt(ai) + eps));
    }
  }
}
