package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Heavy-ball momentum, from the second step on; the rate is outside the buffer.
 *
 * <pre class="formula">
 * b = momentum*b + keep*g
 * p = p - lr*b
 * </pre>
 *
 * <p>Units: lr is the step actually taken; keep is 1 - dampening.
 *
 * <p>State: b, made by {@link MomentumStartRule} in the first step. Rounding: one per operation.
 *
 * @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak 1964</a>
 */
public final class MomentumRule extends UpdateRule<MomentumRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumRule.H>> KIND =
      Precisions.of(MomentumRule::new, MomentumRule64::new);

  /** The numbers of one step, for all rules of this family. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** How much of the buffer stays. */
    public double momentum;

    /** How much of the gradient goes into the buffer: 1 - dampening. */
    public double keep;
  }

  @Override
  public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float[] b = s[0];
    for (int i = from; i < to; i++) {
      float bi = momentum * b[i] + keep * g[i];
      b[i] = bi;
      p[i] = p[i] - lr * bi;
    }
  }
}
