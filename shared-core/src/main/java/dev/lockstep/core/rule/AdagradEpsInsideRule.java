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
 */
public final class AdagradEpsInsideRule extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradEpsInsideRule::new, AdagradEpsInsideRule64::new);

  @Override
  public void update(
      AdagradRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float ai = a[so + i] + gi * gi;
      a[so + i] = ai;
      p[po + i] = p[po + i] - (lr * gi) * (1f / (float) Math.sqrt(ai + eps));
    }
  }
}
