package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The operator Lamb, over a whole tensor: it needs two norms. It is not for the stepper, which
 * gives tiles.
 *
 * <p>Slots: the two moments, and scratch for the update. Rounding: one per operation, the sums of
 * squares in double.
 */
public final class LambKernel extends UpdateRule<LambKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<LambKernel.H>> KIND =
      Precisions.of(LambKernel::new, LambKernel64::new);

  // A constant of the operator: the rate is at most ten times as long.
  private static final double MOST_TRUST = 10;

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Keeps the denominators away from 0. */
    public double eps;

    /** The weight decay. */
    public double decay;

    /** Bias correction of the first moment, {@code 1 - beta1^t}. */
    public double correction1;

    /** Bias correction of the second moment, {@code 1 - beta2^t}. */
    public double correction2;
  }

  @Override
  public void update(LambKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float correction1 = (float) h.correction1;
    final float correction2 = (float) h.correction2;
    final float eps = (float) h.eps;
    final float decay = (float) h.decay;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] update = s[2];
    double weights = 0;
    double updates = 0;
    for (int i = from; i < to; i++) {
      float mi = beta1 * m[i] + rest1 * g[i];
      float vi = beta2 * v[i] + rest2 * (g[i] * g[i]);
      m[i] = mi;
      v[i] = vi;
      float mean = mi / correction1;
      float square = vi / correction2;
      float inside = mean / (float) Math.sqrt(square + eps) + decay * p[i];
      update[i] = mean / ((float) Math.sqrt(square) + eps) + decay * p[i];
      weights += (double) p[i] * p[i];
      updates += (double) inside * inside;
    }
    final float rate = trust(Math.sqrt(weights), Math.sqrt(updates)) * (float) h.lr;
    for (int i = from; i < to; i++) {
      p[i] = p[i] - rate * update[i];
    }
  }

  private static float trust(double weight, double update) {
    if (weight > 0 && update > 0) {
      return (float) Math.min(weight / update, MOST_TRUST);
    }
    return 1f;
  }
}
