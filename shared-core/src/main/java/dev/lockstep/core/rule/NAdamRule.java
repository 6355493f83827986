package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adam with Nesterov momentum after a schedule of its own: the gradient and the first moment enter
 * the step with a rate each.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * d = sqrt(v / (1 - beta2^t)) + eps
 * p = keep*p - gradientRate*(g / d) - momentRate*(m / d)
 * </pre>
 *
 * <p>Units: the two rates hold lr, the momentum mu of this step and of the next, and the product of
 * all mu so far ({@link NAdamRule.H#rates}); keep as in {@link AdamRule}; t counts from 1.
 *
 * <p>State: m and v, zeros at first; the product of the mu belongs to the facade. Rounding: one per
 * operation.
 *
 * @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat 2016</a>
 */
public final class NAdamRule extends UpdateRule<NAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<NAdamRule.H>> KIND =
      Precisions.of(NAdamRule::new, NAdamRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Added to the root. */
    public double eps;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep = 1;

    /** Bias correction of the second moment, {@code correction2 = 1 - beta2^t}. */
    public double correction2;

    /** Rate of the gradient. */
    public double gradientRate;

    /** Rate of the first moment. */
    public double momentRate;

    /** The momentum of step t, given 0.96^(t*decay). */
    public static double mu(double beta1, double power) {
      return beta1 * (1.0 - 0.5 * power);
    }

    /**
     * Sets both rates.
     *
     * @param lr the step actually taken
     * @param mu the momentum of this step
     * @param next the momentum of the next step
     * @param product of the momentum of all steps, this one included
     */
    public void rates(double lr, double mu, double next, double product) {
      gradientRate = lr * (1.0 - mu) / (1.0 - product);
      momentRate = lr * next / (1.0 - product * next);
    }
  }

  @Override
  public void update(NAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final float correction2 = (float) h.correction2;
    final float gradientRate = (float) h.gradientRate;
    final float momentRate = (float) h.momentRate;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + rest2 * (gi * gi);
      float di = (float) Math.sqrt(vi / correction2) + eps;
      m[i] = mi;
      v[i] = vi;
      p[i] = keep * p[i] - gradientRate * (gi / di) - momentRate * (mi / di);
    }
  }
}
