package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Steps of one size each: the sign of the momentum, mixed with the gradient more strongly for the
 * step than for what is kept. Decay is decoupled.
 *
 * <pre class="formula">
 * c = beta1*m + (1 - beta1)*g
 * p = p*keep - lr*sign(c)
 * m = beta2*m + (1 - beta2)*g
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; keep is {@code 1 -
 * lr*weight_decay}; c is not kept.
 *
 * <p>State: m, zeros at first. Rounding: one per operation.
 *
 * @see <a href="https://arxiv.org/abs/2302.06675">Chen et al. 2023, Algorithm 2</a>
 */
public final class LionRule extends UpdateRule<LionRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<LionRule.H>> KIND =
      Precisions.of(LionRule::new, LionRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Weight of the momentum in the step. */
    public double beta1;

    /** Decay of the momentum. */
    public double beta2;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep = 1;
  }

  @Override
  public void update(LionRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    // The smallest number times huge is a unit, all powers of two.
    final float huge = 1 / Float.MIN_NORMAL;
    final float unit = Float.MIN_VALUE / Float.MIN_NORMAL;
    final float lr = (float) h.lr / unit;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float keep = (float) h.keep;
    final float[] m = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i];
      float c = beta1 * mi + rest1 * gi;
      // The sign of c in units, a zero and no number kept: Math.signum is not vectorised, this is.
      float sign = Math.max(-unit, Math.min(unit, c * huge));
      m[i] = beta2 * mi + rest2 * gi;
      // The choice is taken out of the loop, which is then vectorised wherever it is inlined.
      p[i] = (keep == 1 ? p[i] : p[i] * keep) - lr * sign;
    }
  }
}
