package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adagrad with a proximal step: an element is drawn to 0 by l1 and l2, at its own rate.
 *
 * <pre class="formula">
 * a = a + g*g
 * r = lr / sqrt(a)
 * v = p - g*r
 * p = sign(v) * max(abs(v) - r*l1, 0) / (1 + l2*r)
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; r and v are not kept.
 *
 * <p>State: a, the sum of squares, with the initial value that the facade says. Rounding: one per
 * operation.
 *
 * @see <a
 *     href="https://papers.nips.cc/paper/3793-efficient-learning-using-forward-backward-splitting">Duchi
 *     and Singer 2009</a>
 */
public final class ProximalAdagradRule extends UpdateRule<ProximalAdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<ProximalAdagradRule.H>> KIND =
      Precisions.of(ProximalAdagradRule::new, ProximalAdagradRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Draws to 0 by a constant. */
    public double l1;

    /** Draws to 0 in proportion. */
    public double l2;
  }

  @Override
  public void update(ProximalAdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float l1 = (float) h.l1;
    final float l2 = (float) h.l2;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      float ri = lr / (float) Math.sqrt(ai);
      float vi = p[i] - gi * ri;
      float size = Math.max(Math.abs(vi) - ri * l1, 0) / (1 + l2 * ri);
      a[i] = ai;
      p[i] = vi < 0 ? -size : size;
    }
  }
}
