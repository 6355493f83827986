package dev.lockstep.oneflow.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;

/**
 * LARS: momentum, the rate times {@code coefficient*|p|/(eps + |g| + decay*|p|)}, or 1 for a norm
 * of 0.
 */
public final class LarsKernel extends TensorRule<LarsKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<LarsKernel.H>> KIND =
      Precisions.of(LarsKernel::new, LarsKernel64::new);

  /** The numbers of one update. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** How much of the momentum stays. */
    public double beta;

    /** Keeps the denominator away from 0. */
    public double eps;

    /** The trust. */
    public double coefficient;

    /** Decay beside the gradient. */
    public double decay;
  }

  @Override
  protected void update(LarsKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    final float beta = (float) h.beta;
    final float decay = (float) h.decay;
    final float local = (float) h.lr * local(h, norm(p), norm(g));
    for (int i = 0; i < p.length; i++) {
      float mi = beta * s[0][i] - local * g[i];
      s[0][i] = mi;
      p[i] = (p[i] + mi) - local * decay * p[i];
    }
  }

  private static float local(LarsKernel.H h, float weights, float gradients) {
    float below = (float) h.eps + gradients + (float) h.decay * weights;
    return weights > 0 && gradients > 0 ? (float) h.coefficient * weights / below : 1;
  }

  private static float norm(float[] x) {
    float sum = 0;
    for (float xi : x) {
      sum += xi * xi;
    }
    return (float) Math.sqrt(sum);
  }
}
