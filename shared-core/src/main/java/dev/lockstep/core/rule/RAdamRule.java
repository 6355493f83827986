package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import java.util.function.DoubleBinaryOperator;

/**
 * Rectified Adam, once the variance is tractable (the average is longer than 5 steps); epsilon is
 * outside the bias correction. Before that: {@link RAdamStartRule}.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * p = keep*p - lr * (m / (1 - beta1^t)) * (sqrt(1 - beta2^t) / (sqrt(v) + eps)) * rect
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; t counts from 1; keep as
 * in {@link AdamRule}; rect comes from {@link RAdamRule.H#correct}.
 *
 * <p>State: m and v, zeros at first. Rounding: one per operation.
 *
 * @see <a href="https://arxiv.org/abs/1908.03265">Liu et al. 2020, Algorithm 2</a> (without eps)
 */
public final class RAdamRule extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamRule::new, RAdamRule64::new);

  /** The numbers of one step, for both rules of this family. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Added to the root. */
    public double eps;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep = 1;

    /** Bias correction of the first moment, {@code correction1 = 1 - beta1^t}. */
    public double correction1;

    /** Bias correction of the second moment, {@code correction2 = 1 - beta2^t}. */
    public double correction2;

    /** The variance rectification, 0 where the variance is not tractable yet. */
    public double rect;

    /** Sets corrections and rectification for step t, with this function for powers. */
    public void correct(double t, DoubleBinaryOperator pow) {
      double power2 = pow.applyAsDouble(beta2, t);
      correction1 = 1 - pow.applyAsDouble(beta1, t);
      correction2 = 1 - power2;
      double most = 2 / (1 - beta2) - 1;
      double length = most - 2 * t * power2 / correction2;
      rect = length > 5 ? rectification(length, most) : 0;
    }

    // Length of the simple moving average that the second moment approximates, now and at most.
    private static double rectification(double length, double most) {
      return Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
    }
  }

  @Override
  public void update(RAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final float correction1 = (float) h.correction1;
    final float root2 = (float) Math.sqrt(h.correction2);
    final float rect = (float) h.rect;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + rest2 * (gi * gi);
      m[i] = mi;
      v[i] = vi;
      float step = lr * (mi / correction1) * (root2 / ((float) Math.sqrt(vi) + eps)) * rect;
      p[i] = keep * p[i] - step;
    }
  }
}
