package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop: the gradient divided by its running root mean square, epsilon outside the root.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * p = p - lr*(g / (sqrt(v) + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied.
 *
 * <p>State of the family: v, then the momentum buffer b, then the gradient average a; this rule
 * touches v only. Rounding: one per operation.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Tieleman
 *     and Hinton 2012</a>
 */
public final class RmsPropRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropRule::new, RmsPropRule64::new);

  /** The numbers of one step, for all rules of this family. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the averages. */
    public double alpha;

    /** Added to the root. */
    public double eps;

    /** How much of the momentum buffer stays. */
    public double momentum;
  }

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = alpha * v[i] + rest * (gi * gi);
      v[i] = vi;
      p[i] = p[i] - lr * (gi / ((float) Math.sqrt(vi) + eps));
    }
  }
}
