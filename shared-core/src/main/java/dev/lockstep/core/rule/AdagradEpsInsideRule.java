package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adagrad with epsilon inside the root.
 *
 * <pre class="formula">
 * a = a + g*g
 * p = p - (lr*g) * (1 / sqrt(a + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied.
 *
 * <p>State: a, the sum of squares, with the initial value that the facade says. Rounding: one per
 * operation.
 *
 * <p>Differs from {@link AdagradRule}, where eps is added to the root.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer 2011</a>; the
 *     place of eps is that of MindSpore 2.10
 */
public final class AdagradEpsInsideRule extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradEpsInsideRule::new, AdagradEpsInsideRule64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = p[i] - (lr * gi) * (1f / (float) Math.sqrt(ai + eps));
    }
  }
}
