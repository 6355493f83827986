package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adagrad that does not accumulate: every element has a rate of its own for good.
 *
 * <pre class="formula">
 * p = p - (lr*g) * (1 / sqrt(a + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied.
 *
 * <p>State: a, read only. Rounding: one per operation.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer 2011</a>;
 *     MindSpore 2.10, {@code update_slots=False}
 */
public final class AdagradFrozenRule extends UpdateRule<AdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradRule.H>> KIND =
      Precisions.of(AdagradFrozenRule::new, AdagradFrozenRule64::new);

  @Override
  public void update(AdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      p[i] = p[i] - (lr * g[i]) * (1f / (float) Math.sqrt(a[i] + eps));
    }
  }
}
