package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The first step of momentum: the buffer is the gradient itself, without dampening.
 *
 * <pre class="formula">
 * b = g
 * p = p - lr*b
 * </pre>
 *
 * <p>State: b is overwritten. Rounding: one per operation.
 *
 * @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak 1964</a>; torch 2.15
 *     optim/sgd.py _single_tensor_sgd
 */
public final class MomentumStartRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(MomentumStartRule::new, MomentumStartRule64::new);

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      b[i] = g[i];
      p[i] = p[i] - lr * g[i];
    }
  }
}
