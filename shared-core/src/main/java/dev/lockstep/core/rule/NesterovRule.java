package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Nesterov momentum in the form that the frameworks use, from the second step on.
 *
 * <pre class="formula">
 * b = momentum*b + keep*g
 * p = p - lr*(g + momentum*b)
 * </pre>
 *
 * <p>State: b, made by {@link NesterovStartRule} in the first step. Rounding: one per operation.
 *
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. 2013</a>
 */
public final class NesterovRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(NesterovRule::new, NesterovRule64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float bi = momentum * b[i] + keep * gi;
      b[i] = bi;
      p[i] = p[i] - lr * (gi + momentum * bi);
    }
  }
}
