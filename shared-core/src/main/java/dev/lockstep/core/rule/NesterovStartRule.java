package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The first step of Nesterov momentum: the buffer is the gradient itself, without dampening.
 *
 * <pre class="formula">
 * b = g
 * p = p - lr*(g + momentum*b)
 * </pre>
 *
 * <p>State: b is overwritten. Rounding: one per operation.
 *
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. 2013</a>;
 *     torch 2.15 optim/sgd.py _single_tensor_sgd
 */
public final class NesterovStartRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(NesterovStartRule::new, NesterovStartRule64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      b[i] = gi;
      p[i] = p[i] - lr * (gi + momentum * gi);
    }
  }
}
