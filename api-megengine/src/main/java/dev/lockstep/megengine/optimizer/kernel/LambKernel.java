package dev.lockstep.megengine.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;

/**
 * LAMB: {@code q = (m/correction1) / (sqrt(v/correction2) + eps) + decay*p; p = p -
 * lr*(|p|/|q|)*q}: the decay is in the trust ratio. Sums run from the first element on.
 */
public final class LambKernel extends TensorRule<LambKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<LambKernel.H>> KIND =
      Precisions.of(LambKernel::new, LambKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** 1 - beta1. */
    public double rest1;

    /** Decay of the second moment. */
    public double beta2;

    /** 1 - beta2. */
    public double rest2;

    /** Bias correction of the first moment. */
    public double correction1;

    /** Bias correction of the second moment. */
    public double correction2;

    /** Added to the root. */
    public double eps;

    /** Decay beside the gradient. */
    public double decay;

    /** Above 0 if the step is scaled to the parameter. */
    public double adapts;
  }

  @Override
  protected void update(LambKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    float[] q = new float[p.length];
    direction(h, p, g, s, q);
    final float rate = (float) h.lr * (h.adapts > 0 ? trust(p, q) : 1);
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] - rate * q[i];
    }
  }

  private static void direction(LambKernel.H h, float[] p, float[] g, float[][] s, float[] q) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) h.rest1;
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) h.rest2;
    final float correction1 = (float) h.correction1;
    final float correction2 = (float) h.correction2;
    final float eps = (float) h.eps;
    final float decay = (float) h.decay;
    for (int i = 0; i < p.length; i++) {
      float gi = g[i];
      float mi = beta1 * s[0][i] + rest1 * gi;
      float vi = beta2 * s[1][i] + rest2 * (gi * gi);
      s[0][i] = mi;
      s[1][i] = vi;
      q[i] = (mi / correction1) / ((float) Math.sqrt(vi / correction2) + eps) + decay * p[i];
    }
  }

  /** The norm of the parameter over that of the direction; 1 if one of them is 0. */
  private static float trust(float[] p, float[] q) {
    float weights = (float) Math.sqrt(sumOfSquares(p));
    float direction = (float) Math.sqrt(sumOfSquares(q));
    return weights > 0 && direction > 0 ? weights / direction : 1;
  }

  private static float sumOfSquares(float[] x) {
    float sum = 0;
    for (float xi : x) {
      sum += xi * xi;
    }
    return sum;
  }
}
